/* What the children of a Python process inherit. It takes us out of its own
 * environment when it starts, so that nothing it runs is preloaded (a program
 * built with a sanitizer, a container, a package manager), and hands us on only
 * where it starts Python again: a launcher, a reloader, a test runner's worker.
 *
 * These functions run between vfork and exec: everything is on the stack. */
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

enum { ENTRIES_MAX = 8192, PRELOAD_MAX = 2 * SHIM_PATH_MAX, LINE_MAX_READ = 512 };

static const char library[] = "libremedy-capture.so";
static const char preload_name[] = "LD_PRELOAD=";
static const char capture_name[] = "REMEDY_CAPTURE=";

static size_t
add(char *to, size_t at, const char *s)
{
	size_t n = text_length(s);
	text_copy(to + at, s, n + 1);
	return at + n;
}

static void
capture_prepare(char *to, const char *path, uint32_t depth)
{
	char number[24];
	if (text_length(path) > SHIM_PATH_MAX - 64)
		return;
	size_t n = add(to, 0, capture_name);
	text_number(number, shim.run);
	n = add(to, n, number);
	n = add(to, n, ":");
	text_number(number, shim.shell);
	n = add(to, n, number);
	n = add(to, n, ":");
	n = add(to, n, path);
	n = add(to, n, ":");
	text_number(number, depth);
	add(to, n, number);
}

void
exec_prepare(const char *path)
{
	capture_prepare(shim.capture_same, path, shim.depth);
	capture_prepare(shim.capture_child, path, shim.depth + 1);
}

static bool
separates(char c)
{
	return c == ':' || c == ' ';
}

static bool
entry_is_ours(const char *entry, size_t n)
{
	const size_t length = sizeof(library) - 1;
	return n >= length && text_starts(entry + n - length, library) && (n == length || entry[n - length - 1] == '/');
}

/* Removes us, with one separator, from the value of LD_PRELOAD, in place. False
 * if nothing but us was in it. */
static bool
preload_remove(char *value)
{
	char *entry = value;
	bool alone = false;
	while (*entry != '\0') {
		size_t n = 0;
		while (entry[n] != '\0' && !separates(entry[n]))
			n++;
		char *end = entry + n;
		if (!entry_is_ours(entry, n)) {
			entry = *end == '\0' ? end : end + 1;
			continue;
		}
		if (shim.preload[0] == '\0' && n < sizeof(shim.preload)) {
			text_copy(shim.preload, entry, n);
			shim.preload[n] = '\0';
			add(shim.preload_entry, add(shim.preload_entry, 0, preload_name), shim.preload);
		}
		if (*end != '\0')
			end++;
		else if (entry > value)
			entry--;
		else
			alone = true;
		text_copy(entry, end, text_length(end) + 1);
	}
	return !alone;
}

void
exec_scrub(char **env)
{
	char **kept = env;
	for (char **e = env; *e != NULL; e++) {
		if (text_starts(*e, capture_name))
			continue;
		if (text_starts(*e, preload_name) && !preload_remove(*e + sizeof(preload_name) - 1))
			continue;
		*kept++ = *e;
	}
	*kept = NULL;
}

static bool
names_python(const char *path)
{
	const char *base = text_base(path);
	return text_starts(base, "python") || text_starts(base, "pypy");
}

/* The next blank-separated word of *line, ended by NUL in place; "" at its end. */
static const char *
word_next(char **line)
{
	char *word = *line;
	while (*word == ' ' || *word == '\t')
		word++;
	char *end = word;
	while (*end != '\0' && *end != ' ' && *end != '\t')
		end++;
	*line = *end == '\0' ? end : end + 1;
	*end = '\0';
	return word;
}

/* True if the file is a script for Python: `#!/path/python`, `#!/usr/bin/env
 * python`, or pip's form for long paths, `#!/bin/sh` and `'''exec' /path/python`. */
static bool
script_names_python(const char *path)
{
	char text[LINE_MAX_READ];
	int fd = (int)kernel_open(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
	if (fd < 0)
		return false;
	long got = kernel_read(fd, text, sizeof(text) - 1);
	kernel_close(fd);
	if (got < 3 || text[0] != '#' || text[1] != '!')
		return false;
	text[got] = '\0';
	char *line = text + 2, *second = text;
	while (*second != '\0' && *second != '\n')
		second++;
	if (*second == '\n')
		*second++ = '\0';
	const char *word = word_next(&line);
	if (names_python(word))
		return true;
	if (text_same(text_base(word), "env")) {
		do
			word = word_next(&line);
		while (word[0] == '-');
		return names_python(word);
	}
	if (!text_starts(second, "'''exec' "))
		return false;
	for (; *second != '\0' && *second != '\n'; second++)
		if (text_starts(second, "/python") || text_starts(second, "/pypy"))
			return true;
	return false;
}

static bool
leads_to_python(const char *file, bool search)
{
	if (shim.ring == NULL || !shim.python || file == NULL)
		return false;
	if (names_python(file))
		return true;
	bool slash = text_base(file) != file;
	if (!search || slash)
		return script_names_python(file);
	const char *path = NULL;
	for (char **e = environ; e != NULL && *e != NULL; e++)
		if (text_starts(*e, "PATH="))
			path = *e + sizeof("PATH=") - 1;
	size_t length = text_length(file);
	while (path != NULL && *path != '\0') {
		char candidate[SHIM_PATH_MAX];
		size_t n = 0;
		while (path[n] != '\0' && path[n] != ':')
			n++;
		if (n + length + 2 <= sizeof(candidate)) {
			text_copy(candidate, path, n);
			candidate[n] = '/';
			text_copy(candidate + n + (n > 0), file, length + 1);
			const int executable = 1; /* X_OK */
			if (kernel_call(SYS_faccessat, AT_FDCWD, (long)candidate, executable, 0, 0, 0) == 0)
				return script_names_python(candidate);
		}
		path += n + (path[n] == ':');
	}
	return false;
}

/* What handing us on needs: how many entries there are, and the person's own
 * LD_PRELOAD among them. */
struct handover {
	size_t count;
	size_t preload; /* index of LD_PRELOAD; count if there is none */
	size_t length;  /* of its value */
};

/* False where nothing is to be handed on: an emptied environment is meant to be
 * empty. */
static bool
handover_plan(char *const *env, const char *capture, struct handover *h)
{
	if (shim.preload_entry[0] == '\0' || capture[0] == '\0' || env == NULL || env[0] == NULL)
		return false;
	bool there = false;
	h->length = 0;
	h->preload = SIZE_MAX;
	for (h->count = 0; env[h->count] != NULL; h->count++) {
		const char *entry = env[h->count];
		there = there || text_starts(entry, capture_name);
		if (text_starts(entry, preload_name)) {
			h->preload = h->count;
			h->length = text_length(entry);
		}
	}
	if (h->preload == SIZE_MAX)
		h->preload = h->count;
	return !there && h->count <= ENTRIES_MAX && h->length + text_length(shim.preload) < PRELOAD_MAX;
}

/* Fills `with` (count + 3 entries) and `joined`. */
static char **
handover_fill(char *const *env, const char *capture, const struct handover *h, char **with, char *joined)
{
	for (size_t i = 0; i < h->count; i++)
		with[i] = env[i];
	size_t n = h->count;
	if (h->preload == h->count) {
		with[n++] = shim.preload_entry;
	} else {
		size_t at = add(joined, 0, env[h->preload]);
		at = add(joined, at, ":");
		add(joined, at, shim.preload);
		with[h->preload] = joined;
	}
	with[n++] = (char *)(uintptr_t)capture;
	with[n] = NULL;
	return with;
}

/* The environment to start `file` with, made in the caller's own frame. */
#define WITH_US(file, search, env, capture)                                                                            \
	__extension__({                                                                                                \
		char *const *given_ = (env);                                                                           \
		const char *capture_ = (capture);                                                                      \
		struct handover plan_;                                                                                 \
		if (leads_to_python(file, search) && handover_plan(given_, capture_, &plan_))                          \
			given_ = handover_fill(given_, capture_, &plan_,                                               \
					       __builtin_alloca((plan_.count + 3) * sizeof(char *)),                   \
					       __builtin_alloca(plan_.length + sizeof(shim.preload)));                 \
		(char **)(uintptr_t)given_;                                                                            \
	})

/* A process that replaces itself stays at its depth; one that was forked for
 * the purpose is one deeper. */
static const char *
capture_entry(void)
{
	return kernel_pid() == shim.image ? shim.capture_same : shim.capture_child;
}

static int
missing(void)
{
	shim_errno_set(ENOSYS);
	return -1;
}

EXPORT int
execve(const char *path, char *const argv[], char *const env[])
{
	__typeof__(&execve) next = NEXT(execve);
	return next != NULL ? next(path, argv, WITH_US(path, false, env, capture_entry())) : missing();
}

EXPORT int
execv(const char *path, char *const argv[])
{
	__typeof__(&execve) next = NEXT(execve);
	return next != NULL ? next(path, argv, WITH_US(path, false, environ, capture_entry())) : missing();
}

EXPORT int
execvpe(const char *file, char *const argv[], char *const env[])
{
	__typeof__(&execvpe) next = NEXT(execvpe);
	return next != NULL ? next(file, argv, WITH_US(file, true, env, capture_entry())) : missing();
}

EXPORT int
execvp(const char *file, char *const argv[])
{
	__typeof__(&execvpe) next = NEXT(execvpe);
	return next != NULL ? next(file, argv, WITH_US(file, true, environ, capture_entry())) : missing();
}

EXPORT int
posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
	    const posix_spawnattr_t *attributes, char *const argv[], char *const env[])
{
	__typeof__(&posix_spawn) next = NEXT(posix_spawn);
	return next != NULL ? next(pid, path, actions, attributes, argv, WITH_US(path, false, env, shim.capture_child))
			    : ENOSYS;
}

EXPORT int
posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
	     const posix_spawnattr_t *attributes, char *const argv[], char *const env[])
{
	__typeof__(&posix_spawnp) next = NEXT(posix_spawnp);
	return next != NULL ? next(pid, file, actions, attributes, argv, WITH_US(file, true, env, shim.capture_child))
			    : ENOSYS;
}
