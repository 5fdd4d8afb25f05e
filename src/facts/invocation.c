#define _GNU_SOURCE
#include "facts/invocation.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"

enum {
	TIME_LIMIT = 200, /* ms that a library may take, its constructors included */
	OUT_SIZE = 256,   /* bytes behind an out-parameter */
	ANSWER_LIMIT = 2048,
	LIBRARY_LIMIT = 64 << 20,
};

/* In the child, from here to child_run: an answer is 'v' and a value or 'e' and
 * the reason, written to the pipe. */
static void
answer(int fd, char kind, const char *text)
{
	char out[ANSWER_LIMIT];
	int n = snprintf(out, sizeof(out), "%c%s", kind, text);
	if (n > 0 && write(fd, out, (size_t)n < sizeof(out) ? (size_t)n : sizeof(out) - 1) < 0)
		_exit(1);
	_exit(0);
}

/* The highest version name with that prefix that the library's file holds:
 * GLIBCXX_3.4.30. */
static const char *
newest_export(struct arena *a, const char *file, const char *prefix)
{
	size_t size, n = strlen(prefix);
	char *bytes = path_read(a, file, LIBRARY_LIMIT, true, &size);
	const char *best = NULL;
	for (char *at = bytes; at != NULL;) {
		at = memmem(at, size - (size_t)(at - bytes), prefix, n);
		if (at == NULL)
			break;
		size_t digits = strspn(at + n, "0123456789.");
		if (digits > 0 && at[n + digits] == '\0' && (best == NULL || strverscmp(at + n, best) > 0))
			best = at + n;
		at += n;
	}
	return best;
}

union slot {
	long long integer;
	double real;
	float single;
	void *pointer;
	ffi_arg wide;
	char bytes[OUT_SIZE];
	long double aligned;
};

static void
fill(const struct ctype *t, const char *argument, union slot *slot, union slot *behind)
{
	memset(slot, 0, sizeof(*slot));
	memset(behind, 0, sizeof(*behind));
	if (t->pointers > 0) {
		if (strcmp(argument, "out") == 0)
			slot->pointer = behind->bytes;
		else if (strcmp(argument, "null") != 0)
			slot->pointer = (void *)(uintptr_t)argument;
	} else if (t->kind == CTYPE_FLOATING) {
		double value = strtod(argument, NULL);
		if (t->ffi == &ffi_type_float)
			slot->single = (float)value;
		else
			slot->real = value;
	} else {
		long long value = strcmp(argument, "true") == 0 ? 1 : (long long)strtoull(argument, NULL, 0);
		/* Little and big endian alike: the value is stored in its own width. */
		if (t->ffi->size == 1)
			slot->bytes[0] = (char)value;
		else if (t->ffi->size == 2)
			memcpy(slot->bytes, &(int16_t){(int16_t)value}, 2);
		else if (t->ffi->size == 4)
			memcpy(slot->bytes, &(int32_t){(int32_t)value}, 4);
		else
			slot->integer = value;
	}
}

static void
child_call(struct arena *a, const struct invocation *v, void *handle, int fd)
{
	const struct signature *s = v->signature;
	ffi_cif cif;
	ffi_type *types[SIGNATURE_PARAMETERS];
	union slot slots[SIGNATURE_PARAMETERS], behind[SIGNATURE_PARAMETERS], result;
	void *values[SIGNATURE_PARAMETERS];
	size_t out = s->count;
	dlerror();
	void *function = dlsym(handle, s->function);
	if (function == NULL) {
		const char *why = dlerror();
		answer(fd, 'e', why == NULL ? s->function : why);
	}
	for (size_t k = 0; k < s->count; k++) {
		types[k] = ctype_ffi(&s->parameters[k]);
		fill(&s->parameters[k], v->arguments[k], &slots[k], &behind[k]);
		values[k] = &slots[k];
		if (out == s->count && strcmp(v->arguments[k], "out") == 0)
			out = k;
	}
	if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, (unsigned)s->count, ctype_ffi(&s->result), types) != FFI_OK ||
	    (s->result.kind == CTYPE_STRUCT && s->result.ffi->size > sizeof(result)))
		answer(fd, 'e', "libffi cannot make this call");
	memset(&result, 0, sizeof(result));
	ffi_call(&cif, FFI_FN(function), &result, values);
	/* Integers narrower than a register come back widened. */
	if (s->result.pointers == 0 && s->result.ffi->size < sizeof(ffi_arg) &&
	    (s->result.kind == CTYPE_SIGNED || s->result.kind == CTYPE_UNSIGNED || s->result.kind == CTYPE_BOOL)) {
		ffi_arg wide = result.wide;
		if (s->result.ffi->size == 1)
			memcpy(&result, &(uint8_t){(uint8_t)wide}, 1);
		else if (s->result.ffi->size == 2)
			memcpy(&result, &(uint16_t){(uint16_t)wide}, 2);
		else
			memcpy(&result, &(uint32_t){(uint32_t)wide}, 4);
	}
	if (v->ok != NULL) {
		const char *status = ctype_print(a, &s->result, &result);
		if (status == NULL || strcmp(status, v->ok) != 0)
			answer(fd, 'e',
			       arena_printf(a, "%s returned %s", s->function, status == NULL ? "NULL" : status));
	}
	const char *text;
	if (v->gives_out) {
		struct ctype pointed = s->parameters[out];
		pointed.pointers--;
		behind[out].bytes[OUT_SIZE - 1] = '\0';
		text = pointed.is_char ? behind[out].bytes : ctype_print(a, &pointed, &behind[out]);
	} else {
		text = ctype_print(a, &s->result, &result);
	}
	if (text == NULL)
		answer(fd, 'e', arena_printf(a, "%s returned NULL", s->function));
	answer(fd, 'v', text);
}

static void
child_run(struct arena *a, const struct invocation *v, int fd)
{
	/* Whatever the library prints is not for the terminal; whatever it starts goes with it. */
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct rlimit none = {0, 0};
	for (int k = 0; k < 3; k++)
		dup2(null, k);
	setpgid(0, 0);
	setrlimit(RLIMIT_CORE, &none);
	for (int s = 1; s < 32; s++)
		signal(s, SIG_DFL);
	const char *first = NULL;
	void *handle = NULL;
	for (const char *const *library = v->libraries; handle == NULL && *library != NULL; library++) {
		handle = dlopen(*library, RTLD_NOW | RTLD_LOCAL);
		const char *why = handle == NULL ? dlerror() : NULL;
		if (first == NULL)
			first = arena_strdup(a, why);
	}
	if (handle == NULL)
		answer(fd, 'e', first == NULL ? "dlopen failed" : first);
	if (v->signature != NULL)
		child_call(a, v, handle, fd);
	struct link_map *map;
	if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0 || map->l_name == NULL)
		answer(fd, 'e', "dlinfo failed");
	char *real = realpath(map->l_name, NULL);
	if (real == NULL)
		answer(fd, 'e', map->l_name);
	if (v->exports == NULL)
		answer(fd, 'v', path_base(real));
	const char *newest = newest_export(a, real, v->exports);
	answer(fd, newest == NULL ? 'e' : 'v', newest == NULL ? "no such version name" : newest);
}

static long long
now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Reads the child's answer until it ends or the time is up; returns its size. */
static size_t
collect(int fd, char *out, bool *late)
{
	long long end = now_ms() + TIME_LIMIT;
	size_t size = 0;
	*late = false;
	while (size < ANSWER_LIMIT - 1) {
		long long left = end - now_ms();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int ready = left <= 0 ? 0 : poll(&p, 1, (int)left);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0) {
			*late = true;
			break;
		}
		ssize_t n = read(fd, out + size, ANSWER_LIMIT - 1 - size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		size += (size_t)n;
	}
	out[size] = '\0';
	return size;
}

const char *
invocation_make(struct arena *a, const struct invocation *v, const char **wrong)
{
	int ends[2];
	*wrong = "no process could be started";
	if (pipe2(ends, O_CLOEXEC) != 0)
		return NULL;
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		/* Above the three that are about to be closed. */
		int fd = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
		child_run(a, v, fd);
		_exit(1);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return NULL;
	}
	char text[ANSWER_LIMIT];
	bool late;
	size_t size = collect(ends[0], text, &late);
	close(ends[0]);
	kill(-child, SIGKILL);
	kill(child, SIGKILL);
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	*wrong = NULL;
	if (size > 0 && text[0] == 'v')
		return text_safe(a, text + 1, ANSWER_LIMIT);
	if (size > 0) {
		*wrong = text_safe(a, text + 1, ANSWER_LIMIT);
	} else if (late) {
		*wrong = arena_printf(a, "no answer within %d ms", TIME_LIMIT);
	} else if (WIFSIGNALED(status)) {
		const char *name = sigabbrev_np(WTERMSIG(status));
		*wrong = arena_printf(a, "the call died of SIG%s", name == NULL ? "?" : name);
	} else {
		*wrong = "the call ended the process";
	}
	return NULL;
}
