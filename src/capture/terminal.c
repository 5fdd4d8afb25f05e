#include "capture/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static dev_t
device_of(int fd)
{
	struct stat st;
	return isatty(fd) && fstat(fd, &st) == 0 ? st.st_rdev : 0;
}

/* A description of our own, so that non-blocking does not spread to the shell's. */
static int
open_again(dev_t device, int fd)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	const char *const paths[] = {"/dev/tty", path};
	for (int i = 0; i < 2; i++) {
		int own = open(paths[i], O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		struct stat st;
		if (own < 0)
			continue;
		/* /dev/tty has a number of its own, whatever terminal it stands for. */
		unsigned number = 0, wanted = 0;
		if (i == 1 && fstat(own, &st) == 0 && st.st_rdev == device)
			return own;
		if (i == 0 && ioctl(own, TIOCGDEV, &number) == 0 && ioctl(fd, TIOCGDEV, &wanted) == 0 &&
		    number == wanted)
			return own;
		close(own);
	}
	return -1;
}

bool
terminal_open(struct terminal *t)
{
	*t = (struct terminal){.fd = -1};
	for (int fd = 0; fd <= 2; fd++) {
		dev_t device = device_of(fd);
		if (device == 0)
			continue;
		if (t->fd < 0) {
			t->fd = open_again(device, fd);
			t->device = device;
		}
		t->here[fd] = t->fd >= 0 && device == t->device;
	}
	if (t->fd < 0)
		return false;
	/* cppcheck-suppress invalidFunctionArg */
	t->modes = mmap(NULL, sizeof(*t->modes), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (t->modes != MAP_FAILED && tcgetattr(t->fd, &t->modes->found) == 0)
		return true;
	close(t->fd);
	*t = (struct terminal){.fd = -1};
	return false;
}

bool
terminal_is_ours(const struct terminal *t)
{
	pid_t group = tcgetpgrp(t->fd);
	/* A terminal that controls nobody stops nobody. */
	return group == getpgrp() || (group < 0 && errno == ENOTTY);
}

void
terminal_take(struct terminal *t, bool shared)
{
	struct termios now;
	if (tcgetattr(t->fd, &now) != 0)
		return;
	struct termios raw = now;
	cfmakeraw(&raw);
	if (shared)
		raw.c_oflag = now.c_oflag;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	bool is_raw = (now.c_lflag & (tcflag_t)(ICANON | ISIG | ECHO)) == 0;
	/* Taken again after the shell had it: what the shell left counts. */
	if (!t->modes->raw || !is_raw)
		t->modes->found = now;
	t->modes->raw = 1;
	/* Not TCSADRAIN: a terminal that is held up would hold us up too. */
	tcsetattr(t->fd, TCSANOW, &raw);
	t->modes->set = raw;
}

void
terminal_give(struct terminal *t)
{
	if (t->fd < 0 || !t->modes->raw)
		return;
	t->modes->raw = 0;
	if (terminal_is_ours(t))
		tcsetattr(t->fd, TCSANOW, &t->modes->found);
}

void
terminal_rescue(int fd, struct terminal_modes *modes)
{
	struct termios now;
	const struct termios *set = &modes->set;
	if (!modes->raw || tcgetattr(fd, &now) != 0)
		return;
	if (now.c_lflag == set->c_lflag && now.c_iflag == set->c_iflag && now.c_oflag == set->c_oflag)
		tcsetattr(fd, TCSANOW, &modes->found);
	modes->raw = 0;
}
