#include "commands/annotation.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/jsontext.h"
#include "base/path.h"
#include "base/text.h"

enum { REPORT_LIMIT = 8 * 1024 * 1024 };

static const char *
set_in(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? value : NULL;
}

void
annotation_place(struct arena *a, struct annotation *n, const struct failure *f, const char *cwd)
{
	static const char *const roots[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILDKITE_BUILD_CHECKOUT_PATH"};
	n->file = NULL;
	n->line = 0;
	if (f == NULL)
		return;
	const struct frame *frame = failure_user_frame(f);
	const char *file = f->file != NULL ? f->file : frame != NULL ? frame->file : NULL, *root = NULL;
	int line = f->file != NULL ? f->line : frame != NULL ? frame->line : 0;
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots) && root == NULL; i++)
		root = set_in(roots[i]);
	if (file == NULL || *file == '<' || *file == '\0')
		return;
	if (root == NULL)
		root = cwd;
	if (*file == '/' || cwd != NULL)
		file = path_normal(a, file, cwd != NULL ? cwd : "/");
	if (*file == '/') {
		size_t size = root != NULL ? strlen(root) : 0;
		while (size > 0 && root[size - 1] == '/')
			size--;
		if (root == NULL || strncmp(file, root, size) != 0 || file[size] != '/')
			return;
		file += size + 1;
	}
	n->file = file;
	n->line = line;
}

static void
add_escaped(struct buf *out, const char *s, bool property)
{
	for (; *s != '\0'; s++) {
		if (*s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ',')))
			buf_printf(out, "%%%02X", (unsigned char)*s);
		else
			buf_add_char(out, *s);
	}
}

char *
annotation_github(struct arena *a, const struct annotation *n)
{
	struct buf out = buf_new(a);
	buf_add_string(&out, "::error ");
	if (n->file != NULL) {
		buf_add_string(&out, "file=");
		add_escaped(&out, n->file, true);
		buf_add_char(&out, ',');
	}
	if (n->file != NULL && n->line > 0)
		buf_printf(&out, "line=%d,", n->line);
	buf_add_string(&out, "title=");
	add_escaped(&out, n->title, true);
	buf_add_string(&out, "::");
	add_escaped(&out, *n->text != '\0' ? n->text : n->title, false);
	buf_add_char(&out, '\n');
	return out.text;
}

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

/* FNV-1a, 64 bits: the same mark is the same line in GitLab's comparison. */
static char *
fingerprint(struct arena *a, const struct annotation *n)
{
	const char *const parts[] = {n->id, n->title, n->file != NULL ? n->file : ""};
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < 3; i++)
		for (const char *p = parts[i]; p == parts[i] || p[-1] != '\0'; p++)
			h = (h ^ (unsigned char)*p) * 0x100000001b3u;
	return arena_printf(a, "remedy-%016llx", (unsigned long long)h);
}

/* The report is a list; what other steps put into it stays. */
static bool
leave_gitlab(struct arena *a, const struct annotation *n)
{
	const char *path = set_in("REMEDY_CODE_QUALITY"), *dir = set_in("CI_PROJECT_DIR");
	if (path == NULL)
		path = path_join(a, dir != NULL ? dir : ".", "gl-code-quality-report.json");
	const char *mark = fingerprint(a, n);
	size_t size = 0;
	const char *before = path_read(a, path, REPORT_LIMIT, false, &size);
	json_t *list = before != NULL ? json_loadb(before, size, 0, NULL) : json_array();
	if (!json_is_array(list)) {
		json_decref(list);
		return false;
	}
	size_t i;
	json_t *entry;
	json_array_foreach(list, i, entry)
	{
		const char *other = json_string_value(json_object_get(entry, "fingerprint"));
		if (other != NULL && strcmp(other, mark) == 0)
			json_array_remove(list, i--);
	}
	json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:{s:i}}}", "description", n->title,
					      "check_name", *n->id != '\0' ? n->id : "remedy", "fingerprint", mark,
					      "severity", "major", "location", "path", n->file != NULL ? n->file : ".",
					      "lines", "begin", n->line > 0 ? n->line : 1));
	struct buf text = buf_new(a);
	int fd = jsontext_add(&text, list, 2) ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0644)
					      : -1;
	bool done = fd >= 0 && write_all(fd, text.text, text.size) && write_all(fd, "\n", 1);
	if (fd >= 0 && close(fd) != 0)
		done = false;
	json_decref(list);
	return done;
}

/* In a fence of markdown nothing has a meaning but the fence itself. */
static char *
fenced(struct arena *a, const char *s)
{
	char *safe = arena_strdup(a, s);
	for (char *p = safe; *p != '\0'; p++)
		if (*p == '`')
			*p = '\'';
	return safe;
}

static bool
leave_buildkite(struct arena *a, const struct annotation *n)
{
	char *agent = path_search(a, "buildkite-agent", NULL);
	int ends[2];
	if (agent == NULL || pipe2(ends, O_CLOEXEC) != 0)
		return false;
	char *context = arena_printf(a, "remedy-%s", *n->id != '\0' ? n->id : "unknown");
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[0], STDIN_FILENO);
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execl(agent, agent, "annotate", "--style", "error", "--context", context, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	struct buf out = buf_new(a);
	if (n->file != NULL)
		buf_printf(&out, "```\n%s:%d\n%s\n```\n", fenced(a, n->file), n->line, fenced(a, n->text));
	else
		buf_printf(&out, "```\n%s\n```\n", fenced(a, n->text));
	sigset_t broken, before;
	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	sigprocmask(SIG_BLOCK, &broken, &before);
	bool done = pid > 0 && write_all(ends[1], out.text, out.size);
	sigtimedwait(&broken, NULL, &(struct timespec){.tv_sec = 0});
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	int status = 1;
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return done && status == 0;
}

bool
annotation_leave(struct arena *a, const struct annotation *n, int fd)
{
	if (set_in("GITHUB_ACTIONS") != NULL) {
		const char *line = annotation_github(a, n);
		return write_all(fd, line, strlen(line));
	}
	if (set_in("GITLAB_CI") != NULL)
		return leave_gitlab(a, n);
	if (set_in("BUILDKITE") != NULL)
		return leave_buildkite(a, n);
	return true;
}
