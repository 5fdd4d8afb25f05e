/* terminal: the person's terminal while a command runs on a pty of its own:
 * whether it is ours to use just now, and its modes, changed and put back. */
#ifndef REMEDY_CAPTURE_TERMINAL_H
#define REMEDY_CAPTURE_TERMINAL_H

#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

/* What another process needs to put the modes back should we be killed: it lies
 * in memory shared with it. */
struct terminal_modes {
	struct termios found; /* as they were */
	struct termios set;   /* as we made them */
	volatile int raw;     /* we changed them */
};

struct terminal {
	int fd;       /* ours alone, non-blocking; -1: there is no terminal */
	dev_t device; /* st_rdev */
	bool here[3]; /* stdin, stdout, stderr are this terminal */
	struct terminal_modes *modes;
};

/* The terminal that one of the standard descriptors is. False if none is, or if
 * it cannot be opened: then they are left to the command as they are. */
bool terminal_open(struct terminal *t);

/* No other job has it: reading and changing modes would not stop us. */
bool terminal_is_ours(const struct terminal *t);
/* Every key comes to us as it is pressed. What is written is shown as it is, unless
 * others (`shared`) write too and count on the carriage returns. */
void terminal_take(struct terminal *t, bool shared);
/* The modes are put back, if we changed them and it is still ours. */
void terminal_give(struct terminal *t);
/* The same for the process that outlives us, whose terminal this is not: only if
 * they are as we left them, for a shell may have been quicker. */
void terminal_rescue(int fd, struct terminal_modes *modes);

#endif
