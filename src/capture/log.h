/* log: a text without end, cut into the parts that are worth reading. What comes
 * is looked through in stretches; a stretch that is `wanted` and some context on
 * both sides of it make a part. A text of at most LOG_WHOLE bytes is one part,
 * whole. Memory is bounded: nothing but the part at hand is kept.
 *
 * UTF-16 (with its byte order mark) is made UTF-8 as it comes. */
#ifndef REMEDY_CAPTURE_LOG_H
#define REMEDY_CAPTURE_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/utf16.h"

enum {
	LOG_WHOLE = 8 * 1024 * 1024,
	LOG_STRETCH = 4 * 1024,
	LOG_CONTEXT = 8 * 1024,
	LOG_PART = 4 * 1024 * 1024, /* no part of a longer text is longer */
	LOG_BLOCK = 256 * 1024,
};

struct log_part {
	const char *text; /* NUL-terminated; may hold NULs; gone after the call */
	size_t size;
	size_t line; /* number of its first line in the log, from 1 */
	bool whole;  /* it is all there is */
	bool open;   /* what follows it may belong to it */
	bool quiet;  /* but nothing has followed for a while */
};

typedef bool log_filter(void *of, const char *text, size_t n);
/* Reads a part. Of one that is open, returns how many bytes of it are done with;
 * the rest comes again with what follows. */
typedef size_t log_reader(void *of, const struct log_part *part);

struct log {
	struct arena *arena;
	log_filter *wanted;
	log_reader *read;
	void *of;
	bool live; /* never waits for the whole of a short text */

	char *bytes;
	size_t size;         /* bytes held */
	size_t line;         /* number of the first line held */
	size_t seen;         /* up to here it was looked through */
	size_t done;         /* up to here it was given to the reader */
	size_t from;         /* where the part begins that is under way; `nowhere` if none is */
	size_t last;         /* end of the last stretch in it that was wanted */
	bool cut;            /* it was too long to be given whole */
	bool begun;          /* something came */
	struct utf16 *utf16; /* NULL if it is none */
};

/* A log that takes one text after another; `live` for one that grows. */
struct log *log_new(struct arena *a, log_filter *wanted, log_reader *read, void *of, bool live);
/* A new text begins. */
void log_begin(struct log *l);
/* n bytes of it, LOG_BLOCK at most. */
void log_add(struct log *l, const char *bytes, size_t n);
/* Where up to LOG_BLOCK bytes may be put for log_add_here, without a copy. */
char *log_room(struct log *l);
void log_add_here(struct log *l, size_t n);
/* A part is under way that waits for its end. */
bool log_waits(const struct log *l);
enum log_pause { LOG_FLOWS, LOG_QUIET, LOG_STOPPED };
/* What is there is read, but for a last line without an end. The pause tells
 * whether something has come just now, nothing for a while, or nothing for so long
 * that what comes next does not belong to it. */
void log_settle(struct log *l, enum log_pause pause);
/* The text is at its end: what is left is read. */
void log_end(struct log *l);

#endif
