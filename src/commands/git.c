#include "commands/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/departure.h"

enum { ARGUMENTS = 64, SAID_LIMIT = 8 * 1024, COMMIT_LIMIT = 200 };

/* The child becomes git. */
static void
become(char **argv, int out, int said)
{
	static const char *const unset[] = {"GIT_DIR",
					    "GIT_WORK_TREE",
					    "GIT_INDEX_FILE",
					    "GIT_OBJECT_DIRECTORY",
					    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					    "GIT_COMMON_DIR",
					    "GIT_NAMESPACE",
					    "GIT_TEMPLATE_DIR",
					    "GIT_EXTERNAL_DIFF",
					    "GIT_TRACE",
					    "GIT_CEILING_DIRECTORIES",
					    NULL};
	int null = open("/dev/null", O_RDONLY);
	const sigset_t signals = departure_signals();
	sigprocmask(SIG_UNBLOCK, &signals, NULL);
	for (const char *const *name = unset; *name != NULL; name++)
		unsetenv(*name);
	setenv("GIT_ALLOW_PROTOCOL", "https:ssh:file", 1);
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		setenv("GIT_TERMINAL_PROMPT", "0", 1);
	dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	signal(SIGPIPE, SIG_DFL);
	execvp("git", argv);
	_exit(127);
}

/* Reads both pipes to their ends. False if stdout had more than the limit, or if one
 * of the signals that were put off says to leave. */
static bool
listen(int out, int said, int signals, size_t limit, struct buf *text, struct buf *errors)
{
	struct pollfd p[3] = {
		{.fd = out, .events = POLLIN}, {.fd = said, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
	bool whole = true;
	char chunk[16384];
	while (p[0].fd >= 0 || p[1].fd >= 0) {
		if (poll(p, 3, -1) < 0) {
			if (errno != EINTR)
				return false;
			continue;
		}
		if (p[2].revents != 0)
			return false;
		for (int i = 0; i < 2; i++) {
			if (p[i].fd < 0 || p[i].revents == 0)
				continue;
			ssize_t n = read(p[i].fd, chunk, sizeof(chunk));
			if (n < 0 && errno == EINTR)
				continue;
			struct buf *to = i == 0 ? text : errors;
			size_t room = (i == 0 ? limit : SAID_LIMIT) - to->size;
			if (n <= 0)
				p[i].fd = -1;
			else if ((size_t)n > room)
				whole = whole && i == 1;
			if (n > 0)
				buf_add(to, chunk, (size_t)n < room ? (size_t)n : room);
		}
	}
	return whole;
}

/* The last line, which is the one that tells, without git's own "fatal: " or "error: ". */
static const char *
last_line(struct arena *a, char *text)
{
	size_t n = strlen(text);
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		text[--n] = '\0';
	const char *line = strrchr(text, '\n');
	line = line != NULL ? line + 1 : text;
	bool marked = strncmp(line, "fatal: ", 7) == 0 || strncmp(line, "error: ", 7) == 0;
	return text_safe(a, marked ? line + 7 : line, 400);
}

bool
git_run(struct arena *a, const char *repository, const char *const *arguments, size_t limit, struct buf *out,
	const char **said)
{
	static const char *const always[] = {"git",
					     "-c",
					     "core.hooksPath=/dev/null",
					     "-c",
					     "core.fsmonitor=false",
					     "-c",
					     "protocol.allow=never",
					     "-c",
					     "protocol.https.allow=always",
					     "-c",
					     "protocol.ssh.allow=always",
					     "-c",
					     "protocol.file.allow=always",
					     "-c",
					     "core.pager=cat",
					     "-c",
					     "gc.auto=0",
					     "-c",
					     "transfer.fsckObjects=true",
					     NULL};
	const char *argv[ARGUMENTS];
	size_t count = 0;
	for (const char *const *word = always; *word != NULL; word++)
		argv[count++] = *word;
	if (repository != NULL)
		argv[count++] = arena_printf(a, "--git-dir=%s", repository);
	for (; *arguments != NULL && count + 1 < ARGUMENTS; arguments++)
		argv[count++] = *arguments;
	argv[count] = NULL;
	*out = buf_new(a);
	struct buf errors = buf_new(a);
	int ends[2][2];
	*said = "";
	if (path_search(a, "git", NULL) == NULL) {
		*said = _("git is not installed");
		return false;
	}
	if (pipe2(ends[0], O_CLOEXEC) != 0)
		return false;
	if (pipe2(ends[1], O_CLOEXEC) != 0) {
		close(ends[0][0]);
		close(ends[0][1]);
		return false;
	}
	pid_t child = fork();
	if (child == 0)
		become((char **)argv, ends[0][1], ends[1][1]);
	close(ends[0][1]);
	close(ends[1][1]);
	const sigset_t leaving = departure_signals();
	int signals = signalfd(-1, &leaving, SFD_CLOEXEC);
	bool whole = child > 0 && listen(ends[0][0], ends[1][0], signals, limit, out, &errors);
	close(ends[0][0]);
	close(ends[1][0]);
	if (signals >= 0)
		close(signals);
	if (child > 0 && departure_wanted())
		kill(child, SIGTERM);
	int status = 0;
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	*said = last_line(a, errors.text);
	if (!whole && **said == '\0')
		*said = _("git printed too much");
	return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A commit by its name, as far as its looks tell: no branch can be asked for so. */
static bool
is_commit(const char *ref)
{
	size_t n = strlen(ref);
	return n >= 7 && n <= 64 && strspn(ref, "0123456789abcdef") == n;
}

bool
git_fetch(struct arena *a, const char *url, const char *ref, const char *to, const char **commit, const char **said)
{
	struct buf out;
	bool exact = ref != NULL && is_commit(ref);
	const char *arguments[16] = {"clone", "--bare", "--quiet", "--template="};
	size_t count = 4;
	if (!exact) {
		arguments[count++] = "--depth=1";
		arguments[count++] = "--single-branch";
	}
	if (!exact && ref != NULL) {
		arguments[count++] = "--branch";
		arguments[count++] = ref;
	}
	arguments[count++] = "--";
	arguments[count++] = url;
	arguments[count++] = to;
	if (!git_run(a, NULL, arguments, COMMIT_LIMIT, &out, said))
		return false;
	const char *name = arena_printf(a, "%s^{commit}", exact ? ref : "HEAD");
	const char *const parse[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", name, NULL};
	if (!git_run(a, to, parse, COMMIT_LIMIT, &out, said)) {
		if (**said == '\0')
			*said = exact ? _("there is no such commit") : _("it is empty");
		return false;
	}
	*commit = arena_strndup(a, out.text, strcspn(out.text, "\n"));
	return is_commit(*commit);
}
