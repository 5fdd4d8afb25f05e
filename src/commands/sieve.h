/* sieve: what an expression lets through, tried while it is typed: the failure it is
 * meant for, this shell's last failures, and a thousand outputs of commands that
 * did not fail, installed with us. */
#ifndef REMEDY_COMMANDS_SIEVE_H
#define REMEDY_COMMANDS_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { SIEVE_LAST = 20, SIEVE_PROMPT = 200 };

struct sieve {
	const char *exception; /* the type that a failure must have; NULL: any text */
	const char *message;   /* what must be matched */
	struct {
		const char *type, *message, *text;
	} last[SIEVE_LAST];
	size_t count;
	const char *innocent; /* a form feed before each; NULL if it is not installed */
	size_t innocent_size;
	char prompt[SIEVE_PROMPT];
};

struct sieved {
	bool valid;                /* it can be compiled */
	const char *error;         /* why not, with the place */
	bool own;                  /* it matches the message */
	unsigned last;             /* of the last failures */
	unsigned innocent;         /* of the innocent outputs */
	unsigned tried;            /* of them; less than all if there was no time */
	const char *innocent_line; /* the first line that is wrongly matched; NULL if none is */
};

/* Reads the last failures from `ring` (may be NULL) and the innocent outputs. */
void sieve_open(struct arena *a, struct sieve *s, const char *ring);
/* Tries it, for at most 100 ms. */
struct sieved sieve_try(struct arena *a, const struct sieve *s, const char *regex);
/* For struct typing: the prompt for this line; context is the sieve. */
const char *sieve_prompt(void *context, const char *line);

#endif
