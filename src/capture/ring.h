/* ring: the shared memory into which libremedy-capture.so (src/capture/shim)
 * copies what the processes of one interactive shell write, and its reader.
 *
 * One file a shell, RING_SIZE bytes, never resized, mode 0600:
 *
 *     0                  struct ring_header; its first line is for the shell
 *     RING_REPORT        struct ring_report: the failure that was told last
 *     RING_HEADER_SIZE   lane of events: starts and ends of processes
 *     + RING_EVENTS_SIZE lane of texts
 *
 * A lane is a ring of records, each at a multiple of RING_GRID. Writers take
 * space by one atomic addition to the lane's tail, fill it, and write the
 * record's position last; nobody waits for anybody. A position counts bytes
 * since the ring was made, so a record stands at `position % size of the lane`
 * and is whole if its header names the position it was found at and its seal
 * fits. Whatever does not is stepped over, one grid cell at a time: it is a
 * writer's that died, or has been overwritten.
 *
 * The first line, RING_LINE_SIZE bytes with its newline, words separated by one
 * or more spaces, a space behind each number, the first two within 64 bytes:
 *
 *     remedy-ring 1 run=00000000000012       failed=0000000011      started=0000000012 ...\n
 *
 *     run      the latest run (command line) in which any captured process started
 *     failed   the latest in which a Python process of depth 0 ended with a status other than 0
 *     started  the latest in which a Python process started
 *
 * The last eight digits of each are one aligned word that is replaced at once
 * and only grows. Whoever reads from left to right while they change sees a
 * number between the old and the new one, never one above the new.
 *
 * The reader trusts nothing in the file: it copies what it needs, checks it,
 * and says why not in words for `remedy doctor`. */
#ifndef REMEDY_CAPTURE_RING_H
#define REMEDY_CAPTURE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"

enum {
	RING_LINE_SIZE = 96,
	RING_RUN_DIGITS = 22,    /* offsets of the last ten digits of each in */
	RING_FAILED_DIGITS = 46, /* the line; + 2 is a multiple of 8 */
	RING_STARTED_DIGITS = 70,
	RING_GRID = 64, /* a cache line: no two writers store into the same one, and no head is split */
	RING_REPORT = 32 * 1024,
	RING_HEADER_SIZE = 64 * 1024, /* a multiple of any page size in use */
	RING_EVENTS_SIZE = 256 * 1024,
	RING_TEXT_SIZE = 704 * 1024,
	RING_SIZE = RING_HEADER_SIZE + RING_EVENTS_SIZE + RING_TEXT_SIZE,
	RING_PAYLOAD_MAX = 32 * 1024,        /* of one record */
	RING_WRITE_MAX = RING_TEXT_SIZE / 2, /* of one write; of a longer one the end is kept */
	/* Of a process whose long writes have all but filled the lane, the end of the
	 * latest one is kept, in the place of the one before unless something else
	 * came between: a flood does not wash away what else was written. */
	RING_LONG = 16 * 1024,
	RING_LONG_ALL = RING_TEXT_SIZE - 64 * 1024,
	RING_LONG_TAIL = 3 * 1024,
	RING_PROCESSES = 1024,
	RING_REFERENCES = 64,
};

#define RING_LINE "remedy-ring 1 run=00000000000000       failed=0000000000      started=0000000000               \n"

/* The variables of a process's environment that a start record keeps. */
#define RUN_ENV                                                                                                        \
	"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "PATH", "LD_LIBRARY_PATH",     \
		"PYTHONNOUSERSITE", "PYTHONUSERBASE", "PYTHONSAFEPATH", "PYTHONUTF8", "LC_ALL", "LC_CTYPE", "LANG",    \
		"RUST_BACKTRACE", "DJANGO_SETTINGS_MODULE"

/* A file that the person's own redirection gave to a run (R31). */
struct ring_reference {
	uint64_t device;
	uint64_t inode;
	uint32_t run; /* written last; 0: not in use */
	uint32_t unused;
};

struct ring_header {
	char line[RING_LINE_SIZE];
	uint64_t key;      /* random: what a program prints cannot look like a record */
	uint64_t terminal; /* st_rdev of the shell's terminal; 0: it has none */
	uint32_t shell;    /* its pid */
	uint32_t size;     /* RING_SIZE */
	uint64_t unused;
	uint64_t events_tail; /* each tail has a cache line of its own */
	uint64_t apart1[7];
	uint64_t text_tail;
	uint64_t apart2[7];
	uint64_t references_taken;
	struct ring_reference references[RING_REFERENCES];
	uint64_t processes[RING_PROCESSES]; /* run << 32 | pid of processes that were captured */
};

enum ring_kind { RING_START = 1, RING_EXIT = 2, RING_STDERR = 3, RING_STDOUT = 4 };
enum { RING_CUT = 1 }; /* flag: bytes before these were left out */

struct ring_record {
	uint64_t position; /* written last */
	uint64_t seal;     /* ring_seal of the rest */
	uint32_t run;
	uint32_t pid;    /* of the process that wrote it */
	uint32_t image;  /* of its nearest ancestor (or itself) that was executed, not merely forked */
	uint32_t length; /* of the payload, at most RING_PAYLOAD_MAX */
	uint16_t kind;
	uint16_t flags;
	int32_t status; /* RING_EXIT: the exit status */
};

/* Payload of RING_START. Behind it NUL-terminated strings: execfn, exe, cwd,
 * `arguments` of argv, `variables` of RUN_ENV as NAME=value. */
struct ring_start {
	uint64_t text_position; /* tail of the texts when the process started */
	uint32_t parent;
	uint32_t depth;
	uint32_t python;
	uint32_t arguments;
	uint32_t variables;
	uint32_t unused;
};

enum { RING_COMMAND_MAX = 16 * 1024, RING_CWD_MAX = 4096 };

struct ring_report {
	uint64_t seal;
	uint32_t run;
	int32_t status;
	char shell[12];
	uint32_t told;                  /* with a hint; else it is only what is asked about */
	char command[RING_COMMAND_MAX]; /* NUL-terminated */
	char cwd[RING_CWD_MAX];
};

_Static_assert(offsetof(struct ring_header, events_tail) % 64 == 0, "tails are aligned");
_Static_assert(sizeof(struct ring_header) <= RING_REPORT, "the report follows the header");
_Static_assert(RING_REPORT + sizeof(struct ring_report) <= RING_HEADER_SIZE, "the lanes follow the report");
_Static_assert(sizeof(RING_LINE) == RING_LINE_SIZE + 1, "the line has its width");
_Static_assert(sizeof(struct ring_record) % 8 == 0, "a lane's end splits a payload at a multiple of 8");
_Static_assert(sizeof(struct ring_record) <= RING_GRID, "a lane's end splits no head");
_Static_assert(RING_EVENTS_SIZE % RING_GRID == 0 && RING_TEXT_SIZE % RING_GRID == 0, "lanes end on the grid");

/* Sum of bytes as little-endian words, zero-padded. Sums of pieces whose length
 * is a multiple of 8 add up to the sum of the whole. */
static inline uint64_t
ring_sum(const void *bytes, size_t n)
{
	const char *from = bytes;
	uint64_t sum = 0;
	while (n >= 8) {
		uint64_t word;
		__builtin_memcpy(&word, from, 8);
		sum += word;
		from += 8;
		n -= 8;
	}
	uint64_t last = 0;
	for (size_t i = 0; i < n; i++)
		last |= (uint64_t)(unsigned char)from[i] << (8 * i);
	return sum + last;
}

/* Binds a record's fields and the sum of its payload to this ring. */
static inline uint64_t
ring_seal(const struct ring_record *r, uint64_t sum, uint64_t key)
{
	/* Products that do not wait for each other; the constants are odd and random. */
	uint64_t seal =
		key + r->position * 0x9e3779b97f4a7c15u + ((uint64_t)r->run << 32 | r->pid) * 0xc2b2ae3d27d4eb4fu +
		((uint64_t)r->image << 32 | r->length) * 0x165667b19e3779f9u +
		((uint64_t)r->kind << 48 | (uint64_t)r->flags << 32 | (uint32_t)r->status) * 0x27d4eb2f165667c5u;
	seal = (seal ^ seal >> 32) + sum * 0xd6e8feb86659fd93u;
	return seal ^ seal >> 29;
}

/* What a record takes in its lane. */
static inline uint64_t
ring_room(size_t payload)
{
	return (sizeof(struct ring_record) + payload + RING_GRID - 1) / RING_GRID * RING_GRID;
}

/* A lane as it was read: its bytes in the order in which they were reserved. */
struct ring_lane {
	const char *bytes;
	uint64_t base;  /* position of bytes[0] */
	uint64_t first; /* records before this one may have been overwritten meanwhile */
	uint64_t end;
};

struct ring_copy {
	const struct ring_header *header; /* as far as its references */
	const struct ring_report *report; /* NULL if nothing was reported yet */
	struct ring_lane events;
	struct ring_lane texts;
};

/* A copy of the ring at `path`: NULL if it is no ring of this user; *why (may
 * be NULL) then gets a translated reason. Never blocks. */
const struct ring_copy *ring_read(struct arena *a, const char *path, const char **why);

/* The next whole record at or behind *position (start with lane->first), NULL
 * at the end. *position is moved behind it; *payload gets its bytes, whose
 * alignment is 8. */
const struct ring_record *ring_next(const struct ring_copy *r, const struct ring_lane *lane, uint64_t *position,
				    const char **payload);

/* Where rings of this user are kept: $XDG_RUNTIME_DIR/remedy, or /dev/shm/remedy-UID
 * where that variable names no folder of this user's; what is printed may be secret,
 * and /tmp is a disk on many machines. /tmp/remedy-UID where there is no /dev/shm. */
char *ring_dir(struct arena *a);

/* The newest ring of the nearest ancestor of `pid` (itself included) that has
 * one; NULL if none has. */
char *ring_find(struct arena *a, pid_t pid);

/* True if `path` holds a ring that can be read; else *why as for ring_read. */
bool ring_check(const char *path, const char **why);

/* Removes a ring of ours that is damaged, or another version's: the next
 * captured process makes a new one. Anything else at `path` stays. */
void ring_discard(const char *path);

/* Removes the rings in `dir` whose shell is gone; looks at a bounded number of
 * entries a call. */
void ring_sweep(const char *dir);

/* Notes which failure there was, for `remedy why` and `remedy fix` later on
 * (run_from_ring with number 0), and whether the person was `told` of it by a hint.
 * `shell`, `command` and `cwd` may be NULL. False if there is no such ring. */
bool ring_note_report(const char *path, uint32_t run, int status, const char *shell, const char *command,
		      const char *cwd, bool told);

#endif
