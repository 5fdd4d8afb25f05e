/* typing: a line that a person types, with readline. libreadline is loaded only
 * now, not when the program starts: `report`, which starts after every failure
 * and never asks anything, would pay 28 µs of its 730 for it. Where the library
 * is missing the line is read as the terminal gives it. */
#ifndef REMEDY_COMMANDS_TYPING_H
#define REMEDY_COMMANDS_TYPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct typing {
	const char *prompt;
	const char *text;           /* stands in the line already, editable; NULL for none */
	const char *const *history; /* oldest first, NULL-terminated; may be NULL */
	const char *const *words;   /* to be completed, NULL-terminated; NULL: names of files. One that begins with
				       a { is offered behind one, the others elsewhere */
	/* The prompt for what the line holds now, asked at each key; NULL: always `prompt`. */
	const char *(*live)(void *context, const char *line);
	void *context;
	/* Called with `begun` where a signal (of departure.h) ends the process; may be NULL. */
	void (*leave)(void *begun);
	void *begun;
};

/* True if there is somebody to type and to read: stdin and stderr are terminals. */
bool typing_possible(void);

/* The line, without its newline; NULL at the end of input. Ctrl-C ends the
 * process, as it does with every other program, with the terminal put right and
 * what was begun taken back by `leave`. */
char *typing_line(struct arena *a, const struct typing *t);

/* A question to be answered by y or n; anything else, and no answer, is no. */
bool typing_agrees(struct arena *a, const char *question);
/* The same, with something begun that Ctrl-C has to take back. */
bool typing_agrees_or_leaves(struct arena *a, const char *question, void (*leave)(void *begun), void *begun);

/* The last lines of this shell's history file ("bash", "zsh", "fish"), oldest
 * first, NULL-terminated, with room for `more` entries behind them. */
const char **typing_history(struct arena *a, const char *shell, size_t more);

#endif
