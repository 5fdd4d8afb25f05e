/* What the children of a Python process inherit. It takes us out of its own
 * environment when it starts, so that nothing it runs is preloaded (a program
 * built with a sanitizer, a container, a package manager), and hands us on only
 * where it starts Python again: a launcher, a reloader, a test runner's worker.
 *
 * These functions run between vfork and exec: everything is on the stack. */
#include <spawn.h>
#include <unistd.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

enum { ENTRIES_MAX = 8192, PRELOAD_MAX = 2 * SHIM_PATH_MAX };

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
#define WITH_US(file, argv, search, env, capture)                                                                      \
	__extension__({                                                                                                \
		char *const *given_ = (env);                                                                           \
		const char *capture_ = (capture);                                                                      \
		struct handover plan_;                                                                                 \
		if (target_is_python(file, argv, search) && handover_plan(given_, capture_, &plan_))                   \
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
	return next != NULL ? next(path, argv, WITH_US(path, argv, false, env, capture_entry())) : missing();
}

EXPORT int
execv(const char *path, char *const argv[])
{
	__typeof__(&execve) next = NEXT(execve);
	return next != NULL ? next(path, argv, WITH_US(path, argv, false, environ, capture_entry())) : missing();
}

EXPORT int
execvpe(const char *file, char *const argv[], char *const env[])
{
	__typeof__(&execvpe) next = NEXT(execvpe);
	return next != NULL ? next(file, argv, WITH_US(file, argv, true, env, capture_entry())) : missing();
}

EXPORT int
execvp(const char *file, char *const argv[])
{
	__typeof__(&execvpe) next = NEXT(execvpe);
	return next != NULL ? next(file, argv, WITH_US(file, argv, true, environ, capture_entry())) : missing();
}

EXPORT int
posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
	    const posix_spawnattr_t *attributes, char *const argv[], char *const env[])
{
	__typeof__(&posix_spawn) next = NEXT(posix_spawn);
	return next != NULL
		       ? next(pid, path, actions, attributes, argv, WITH_US(path, argv, false, env, shim.capture_child))
		       : ENOSYS;
}

EXPORT int
posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
	     const posix_spawnattr_t *attributes, char *const argv[], char *const env[])
{
	__typeof__(&posix_spawnp) next = NEXT(posix_spawnp);
	return next != NULL
		       ? next(pid, file, actions, attributes, argv, WITH_US(file, argv, true, env, shim.capture_child))
		       : ENOSYS;
}
