/* shim: what the files of libremedy-capture.so share.
 *
 * The library lives in other people's processes, so it owns no descriptor, no
 * lock, no heap and no thread-local storage, calls libc only where the program
 * itself has just called it, and needs nothing to be there: every undefined
 * symbol is weak. Its state is written once by the constructor, before the
 * program runs; from then on all but struct watch is read only, so that threads,
 * signal handlers and children made by vfork may enter anywhere. */
#ifndef REMEDY_CAPTURE_SHIM_SHIM_H
#define REMEDY_CAPTURE_SHIM_SHIM_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "capture/ring.h"

enum { SHIM_PATH_MAX = 4096 };

/* What was found out about the descriptors a moment ago, so that not every line
 * of a long output costs two system calls. It is in a page of its own that the
 * kernel clears in a forked child. */
struct watch {
	uint32_t pid;
	uint64_t seen[3]; /* ticks when it was looked at; lowest bit: it reaches the person; 0: look again */
	uint64_t bulk;    /* bytes in long writes so far */
	uint64_t latest;  /* position of the record of the latest long write that was cut; 0: none */
};

struct shim {
	struct ring_header *ring; /* NULL: nothing is recorded */
	struct watch *watch;      /* NULL: look every time */
	uint32_t run;
	uint32_t shell;
	uint32_t image; /* our pid when we were executed */
	uint32_t depth;
	bool python;
	bool runner;    /* a test runner */
	uint64_t began; /* position of the texts when we were executed */
	uint64_t told;  /* position of the record of our start */
	char exe[SHIM_PATH_MAX];
	bool keeps[3];   /* by descriptor: 2, and 1 in a test runner */
	bool given[3];   /* the descriptor was the person's own redirection: */
	dev_t device[3]; /* of this file */
	ino_t inode[3];
	/* What a Python process took out of its environment, to be handed to Python
	 * children: whole entries, "" if it did not fit. */
	char preload[SHIM_PATH_MAX];            /* the library's own path */
	char preload_entry[SHIM_PATH_MAX + 16]; /* LD_PRELOAD=<preload> */
	char capture_same[SHIM_PATH_MAX];       /* REMEDY_CAPTURE=… for this process's own exec */
	char capture_child[SHIM_PATH_MAX];      /* … with one more level of depth */
};

extern struct shim shim;

/* tee.c: the ring from the writers' side. */

/* Maps the ring at `path`, making it if it is not there; NULL if there is any
 * doubt about it. */
struct ring_header *tee_open(const char *path, uint32_t shell);
/* A record of the events lane; returns its position. */
uint64_t tee_event(enum ring_kind kind, int status, const void *payload, size_t n);
/* Keeps what was written to descriptor `fd` (1 or 2) if it reaches the person. */
void tee_keep(int fd, const void *bytes, size_t n);
/* Something has been done to descriptor `fd`: what is known of it is void. */
void tee_forget(int fd);
/* Sets shim.watch up. */
void tee_watch(void);
/* Raises the number in the first line that ends at `digits` + 10. */
void tee_raise(size_t digits, uint32_t run);

/* origin.c: finds out whether descriptor `fd` is what the person's own
 * redirection gave to this run, and remembers its file. */
void origin_learn(int fd);
/* Notes this process as one of the run. */
void origin_join(void);

static inline void
tee_text(int fd, const void *bytes, size_t n)
{
	if ((fd == 1 || fd == 2) && shim.keeps[fd])
		tee_keep(fd, bytes, n);
}

/* exec.c: prepares what Python children get back. */
void exec_prepare(const char *path);
/* Takes the library and its variable out of an environment, leaving what is
 * the person's byte for byte. */
void exec_scrub(char **env);

/* True if `file` with `argv` (searched for on PATH if `search`) is Python again. */
bool target_is_python(const char *file, char *const argv[], bool search);

/* symbol.c: the functions that ours stand in front of. */
/* clang-format off */
#define SYMBOLS(X) \
	X(write) X(writev) \
	X(fwrite) X(fwrite_unlocked) X(fputs) X(fputs_unlocked) X(fputc) X(fputc_unlocked) \
	X(putc) X(_IO_putc) X(putc_unlocked) X(__overflow) \
	X(vfprintf) X(__vfprintf_chk) X(dprintf) X(vdprintf) X(__vdprintf_chk) \
	X(perror) X(error) X(error_at_line) X(__assert_fail) \
	X(warn) X(warnx) X(vwarn) X(vwarnx) X(err) X(errx) X(verr) X(verrx) \
	X(dup2) X(dup3) X(close) X(close_range) X(freopen) \
	X(execve) X(execv) X(execvp) X(execvpe) X(posix_spawn) X(posix_spawnp) \
	X(__libc_start_main) /* only to know libc by */
/* clang-format on */

#define SYMBOL_INDEX(name) SYMBOL_##name,
enum symbol { SYMBOLS(SYMBOL_INDEX) SYMBOL_COUNT };
#undef SYMBOL_INDEX

/* The definition that the program would have got without us (as RTLD_NEXT
 * means it); NULL if there is none. */
void *symbol_look(enum symbol s);
extern void *symbol_found[SYMBOL_COUNT];
static inline void *
symbol_next(enum symbol s)
{
	void *at = __atomic_load_n(&symbol_found[s], __ATOMIC_RELAXED);
	return __builtin_expect(at != NULL, 1) ? at : symbol_look(s);
}
/* True if there is one and it is not libc's. */
bool symbol_is_foreign(enum symbol s);
/* Finds all of them. */
void symbol_find(void);

/* A call to the function that `name` stands in front of, with its own type. */
#define NEXT(name) ((__typeof__(&(name)))symbol_next(SYMBOL_##name))
#define EXPORT __attribute__((visibility("default")))

extern char **environ __attribute__((weak));
extern const char *gnu_get_libc_version(void) __attribute__((weak));
extern int *__errno_location(void) __attribute__((weak));

/* errno, where libc is not there yet a scratch word. */
static inline int
shim_errno(void)
{
	return __errno_location != NULL ? *__errno_location() : 0;
}

static inline void
shim_errno_set(int value)
{
	if (__errno_location != NULL)
		*__errno_location() = value;
}

#endif
