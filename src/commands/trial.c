#include "commands/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "capture/run.h"

enum { TIME_LIMIT_MS = 10000, SAID_LIMIT = 400, STATUS_WANTED = 3 };

/* The child becomes the program, its stderr going to `out`. */
static void
become(const char *library, const char *capture, const char *program, bool python, int out)
{
	int null = open("/dev/null", O_RDWR);
	const char *preload = getenv("LD_PRELOAD");
	char both[8192];
	int n = snprintf(both, sizeof(both), "%s%s%s", preload != NULL ? preload : "",
			 preload != NULL && *preload ? ":" : "", library);
	if (null < 0 || n < 0 || (size_t)n >= sizeof(both))
		_exit(126);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	setenv("LD_PRELOAD", both, 1);
	setenv("REMEDY_CAPTURE", capture, 1);
	if (python)
		execl(program, program, "-I", "-S", "-c", "raise SystemExit(3)", (char *)NULL);
	else
		execl(program, program, (char *)NULL);
	_exit(127);
}

/* What comes out of the pipe until its end or the limits; false if that took too long. */
static bool
listen(int fd, char *said)
{
	size_t n = 0;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	for (;;) {
		int ready = poll(&p, 1, TIME_LIMIT_MS);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		char dropped[256];
		bool room = n < SAID_LIMIT;
		ssize_t got = read(fd, room ? said + n : dropped, room ? SAID_LIMIT - n : sizeof(dropped));
		if (got <= 0)
			break;
		n += room ? (size_t)got : 0;
	}
	said[n] = '\0';
	return true;
}

static char *
judge(struct arena *a, const char *ring, bool python)
{
	const char *why = NULL;
	struct run *run = run_from_ring(a, ring, 1, &why);
	if (run == NULL || run->count == 0)
		return arena_printf(a, _("it recorded nothing (%s)"), why != NULL ? why : _("an empty ring"));
	if (!python)
		return NULL;
	bool seen = false; /* not the first one where a script of pyenv's starts it */
	for (size_t i = 0; i < run->count; i++) {
		const struct process *p = &run->processes[i];
		seen = seen || p->python;
		if (p->python && p->ended && p->status == STATUS_WANTED)
			return NULL;
	}
	return arena_strdup(a, seen ? _("it did not record the exit status")
				    : _("it did not see that the program is a Python"));
}

char *
trial_run(struct arena *a, const char *library, const char *dir, const char *program, bool python)
{
	char *ring = arena_printf(a, "%s/%ld-doctor.ring", dir, (long)getpid());
	char *capture = arena_printf(a, "1:%ld:%s", (long)getpid(), ring);
	char *said = arena_alloc(a, SAID_LIMIT + 1);
	int ends[2];
	if (pipe(ends) != 0)
		return arena_strdup(a, strerror(errno));
	unlink(ring);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		become(library, capture, program, python, ends[1]);
	}
	close(ends[1]);
	bool in_time = child > 0 && listen(ends[0], said);
	close(ends[0]);
	if (child > 0 && !in_time)
		kill(child, SIGKILL);
	int status = 0;
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;

	char *wrong = NULL;
	int wanted = python ? STATUS_WANTED : 0;
	if (child < 0)
		wrong = arena_strdup(a, strerror(errno));
	else if (!in_time)
		wrong = arena_strdup(a, _("the program did not end"));
	else if (*said != '\0')
		wrong = arena_printf(a, _("it makes the program print: %s"), text_safe(a, said, SAID_LIMIT));
	else if (WIFSIGNALED(status))
		wrong = arena_printf(a, _("the program died by signal %d"), WTERMSIG(status));
	else if (WEXITSTATUS(status) != wanted)
		wrong = arena_printf(a, _("the program ended with status %d, not %d"), WEXITSTATUS(status), wanted);
	else
		wrong = judge(a, ring, python);
	unlink(ring);
	return wrong;
}

/* What a trial's outcome hangs on: the very files, where they lie, and the system. */
static char *
circumstances(struct arena *a, const char *library, const char *dir, const char *program)
{
	const char *const files[] = {library, program};
	struct buf out = buf_new(a);
	struct utsname system;
	struct statvfs fs;
	if (uname(&system) != 0 || access(dir, R_OK | W_OK | X_OK) != 0)
		return NULL;
	buf_printf(&out, "%s %s %s %s %s\n", REMEDY_VERSION, gnu_get_libc_version(), system.machine, system.release,
		   dir);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct stat st;
		if (stat(files[i], &st) != 0 || statvfs(files[i], &fs) != 0)
			return NULL;
		buf_printf(&out, "%s %llx:%llx %lld %lld.%09ld %lu %o\n", files[i], (unsigned long long)st.st_dev,
			   (unsigned long long)st.st_ino, (long long)st.st_size, (long long)st.st_ctim.tv_sec,
			   st.st_ctim.tv_nsec, fs.f_flag, (unsigned)st.st_mode);
	}
	return out.text;
}

bool
trial_passed(struct arena *a, const char *library, const char *dir, const char *program)
{
	enum { MOST = 64 * 1024 };
	const char *cache = path_cache(a), *now = circumstances(a, library, dir, program);
	const char *file = cache == NULL ? NULL : path_join(a, cache, "trial");
	const char *before = file == NULL ? NULL : path_read(a, file, MOST, false, NULL);
	if (before != NULL && now != NULL && strcmp(before, now) == 0)
		return true;
	if (trial_run(a, library, dir, program, false) != NULL)
		return false;
	if (file != NULL && now != NULL)
		path_write(a, file, now, strlen(now));
	return true;
}
