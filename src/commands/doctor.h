/* doctor: what `remedy doctor` finds, one check after the other, each with its cure. */
#ifndef REMEDY_COMMANDS_DOCTOR_H
#define REMEDY_COMMANDS_DOCTOR_H

#include <stddef.h>

#include "base/arena.h"

enum state { STATE_OK, STATE_NOTE, STATE_BAD };
enum { CHECKS = 64 };

struct check {
	const char *name; /* stable, for JSON */
	enum state state;
	const char *message;
	const char *cure; /* NULL if there is nothing to cure */
};

struct doctor {
	struct arena *a;
	struct check checks[CHECKS];
	size_t count;
	const char *shell;   /* "bash", "zsh", "fish", or NULL */
	const char *rc;      /* its start file, or NULL */
	const char *rc_text; /* or NULL */
	const char *ring;    /* of this shell, or NULL */
	const char *library;
};

/* Adds a check; all strings are kept. */
void doctor_found(struct doctor *d, const char *name, enum state state, const char *message, const char *cure);

/* In checkup.c: whether the `remedy` on PATH is this one; what config.yaml and the
 * environment say; whether things can be kept in the state folder; the project's own
 * patterns; how long a hint takes. */
void checkup_program(struct doctor *d);
void checkup_settings(struct doctor *d);
void checkup_state(struct doctor *d);
void checkup_project(struct doctor *d);
void checkup_speed(struct doctor *d);

#endif
