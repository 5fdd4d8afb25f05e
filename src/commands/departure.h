/* departure: the signals by which a program is left (Ctrl-C, Ctrl-\, a terminal that
 * is closed, kill), put off while something is begun that has to be taken back first.
 * A signal that came meanwhile stays pending and ends the process when it is let in. */
#ifndef REMEDY_COMMANDS_DEPARTURE_H
#define REMEDY_COMMANDS_DEPARTURE_H

#include <signal.h>
#include <stdbool.h>

/* All of them but those that are ignored (nohup). */
sigset_t departure_signals(void);

/* From now on they wait; *before gets what the caller restores with sigprocmask. */
void departure_hold(sigset_t *before);

/* One of them waits: what is being done is to be ended, without a word. */
bool departure_wanted(void);

#endif
