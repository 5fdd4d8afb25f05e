/* handover: the small files beside a shell's ring through which this program
 * and the shell speak. Both are plain files of this user, mode 0600, in the
 * folder of the rings; nothing else is written to, and no link is followed.
 *
 *     PID-DIGITS.fix   from `report`: a line each, what the key puts into the prompt
 *     PID-DIGITS.past  from `report`: the failure that is not cured yet (recall.h).
 *     PID-DIGITS.run   from a `remedy …` line: what the shell is to do after it.
 *                      The shell makes it, empty, when such a line begins. First
 *                      line: a command to be run there, or empty (one that begins
 *                      with a blank stays out of the history). Second line, if
 *                      there is one: a command line to be offered after that.
 *                      Third line, if there is one: the command in the words that
 *                      are to be run (steps.h); what it leaves in __remedy_step is
 *                      said if it fails. */
#ifndef REMEDY_COMMANDS_HANDOVER_H
#define REMEDY_COMMANDS_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "hint/hint.h"

/* What a fix is in a prompt: its command, or the `remedy fix` line that shows or
 * opens the place; NULL for one that is only to be read, or that must not stand
 * in a prompt. `number` is its number for `remedy fix`, from 1. */
char *handover_line(struct arena *a, const struct fix *f, size_t number);

/* Writes the .fix file beside `ring`: the fixes of these hints. Without any the
 * file is removed: an old fix must not answer for a new failure. */
void handover_offer(struct arena *a, const char *ring, const struct hints *hints);

/* Writes the .past file beside `ring` (recall.h). */
bool handover_past(struct arena *a, const char *ring, const struct buf *text);

/* When the .fix file beside `ring` was written; false if there is none. */
bool handover_time(struct arena *a, const char *ring, struct timespec *when);

/* True if the shell `pid` waits for what this program leaves it. */
bool handover_possible(struct arena *a, pid_t pid);

/* Leaves it `command` (may be ""), `again` and `counted` (may be NULL). False with errno;
 * each must be one line. */
bool handover_run(struct arena *a, pid_t pid, const char *command, const char *again, const char *counted);

/* Notes what was wished for in the shell `pid` ("off", "1" for quiet, "0" for neither), for those
 * who ask about that shell: its own variable is not seen from outside. */
void handover_wish(struct arena *a, pid_t pid, const char *wish);
/* What was noted; NULL if nothing was. */
const char *handover_wished(struct arena *a, pid_t pid);

#endif
