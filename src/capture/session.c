#include "capture/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
	int what;
	int value;
};

void
start_command(const struct start *start)
{
	enum { CANNOT_RUN = 126, NOT_FOUND = 127 };
	int fds[3];
	/* All out of the way first: none may be overwritten before it was used. */
	for (int i = 0; i < 3; i++)
		fds[i] = start->fds[i] < 0 ? -1 : fcntl(start->fds[i], F_DUPFD_CLOEXEC, 3);
	for (int i = 0; i < 3; i++) {
		if (fds[i] < 0)
			close(i);
		else
			dup2(fds[i], i);
	}
	for (int number = 1; number < NSIG; number++) {
		struct sigaction action = {.sa_handler = sigismember(&start->ignored, number) == 1 ? SIG_IGN : SIG_DFL};
		sigaction(number, &action, NULL);
	}
	sigprocmask(SIG_SETMASK, &start->mask, NULL);
	execvp(start->argv[0], start->argv);
	int error = errno;
	if (write(start->failed, &error, sizeof(error)) < 0)
		_exit(CANNOT_RUN);
	_exit(error == ENOENT ? NOT_FOUND : CANNOT_RUN);
}

/* The leader: tells of what becomes of the command, and does what it is told. */
struct leader {
	int control;
	int slave;
	int terminal; /* the person's */
	struct terminal_modes *modes;
	pid_t command;
};

static void
leader_tell(struct leader *l, enum tiding what, int value)
{
	struct message m = {(int)what, value};
	while (send(l->control, &m, sizeof(m), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

static void
leader_watch(struct leader *l)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) {
		if (pid != l->command)
			continue;
		if (WIFSTOPPED(status)) {
			leader_tell(l, SESSION_STOPPED, WSTOPSIG(status));
			continue;
		}
		/* What the command left behind is not hung up on when we go. */
		tcsetpgrp(l->slave, getpid());
		leader_tell(l, SESSION_ENDED, status);
		_exit(0);
	}
}

static void
leader_obey(struct leader *l)
{
	struct message m;
	ssize_t n = recv(l->control, &m, sizeof(m), 0);
	if (n < 0 && errno == EINTR)
		return;
	if (n != (ssize_t)sizeof(m)) {
		/* Killed, before it could put anything back. */
		terminal_rescue(l->terminal, l->modes);
		kill(-l->command, SIGHUP);
		kill(-l->command, SIGCONT);
		_exit(0);
	}
	if (m.what == SESSION_SIGNAL) {
		kill(-l->command, m.value);
		return;
	}
	tcsetpgrp(l->slave, m.what == SESSION_CONTINUE ? l->command : getpid());
	kill(-l->command, SIGCONT);
}

static void __attribute__((noreturn)) leader_run(struct leader *l, const struct start *start, bool front)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	setsid();
	ioctl(l->slave, TIOCSCTTY, 0);
	l->command = fork();
	if (l->command == 0) {
		setpgid(0, 0);
		if (front)
			tcsetpgrp(l->slave, getpid());
		start_command(start);
	}
	if (l->command < 0) {
		int error = errno;
		if (write(start->failed, &error, sizeof(error)) < 0)
			_exit(1);
		_exit(1);
	}
	setpgid(l->command, l->command);
	/* Told before the last writer of `failed` is gone: whoever hears that it runs
	 * knows its number too. */
	leader_tell(l, SESSION_STARTED, l->command);
	close(start->failed);
	/* Held open here, a pipe would never end for its reader, nor break for its writer. */
	for (const int *fd = start->ours; *fd >= 0; fd++)
		close(*fd);
	for (int i = 0; i < 3; i++) {
		if (start->fds[i] > 2 && start->fds[i] != l->slave)
			close(start->fds[i]);
		close(i);
	}
	sigset_t child;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	int signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	struct pollfd on[2] = {{.fd = signals, .events = POLLIN}, {.fd = l->control, .events = POLLIN}};
	for (;;) {
		leader_watch(l);
		if (poll(on, 2, -1) <= 0)
			continue;
		struct signalfd_siginfo info;
		while (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
			;
		if (on[1].revents != 0)
			leader_obey(l);
	}
}

bool
session_open(struct session *s, const struct terminal *t, bool front)
{
	struct winsize size = {.ws_row = 0};
	struct termios modes = t->modes->found;
	if (!front)
		modes.c_oflag &= ~(tcflag_t)OPOST;
	ioctl(t->fd, TIOCGWINSZ, &size);
	if (openpty(&s->master, &s->slave, NULL, &modes, &size) != 0)
		return false;
	fcntl(s->master, F_SETFD, FD_CLOEXEC);
	fcntl(s->slave, F_SETFD, FD_CLOEXEC);
	fcntl(s->master, F_SETFL, O_RDWR | O_NONBLOCK);
	return true;
}

bool
session_start(struct session *s, const struct terminal *t, const struct start *start, bool front)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	struct start inside = *start;
	for (int i = 0; i < 3; i++)
		if (t->here[i])
			inside.fds[i] = s->slave;
	s->leader = fork();
	if (s->leader == 0) {
		close(s->master);
		close(ends[0]);
		struct leader l = {.control = ends[1], .slave = s->slave, .terminal = t->fd, .modes = t->modes};
		leader_run(&l, &inside, front);
	}
	int error = errno;
	close(s->slave);
	close(ends[1]);
	s->slave = -1;
	s->control = ends[0];
	errno = error;
	return s->leader > 0;
}

bool
session_hear(struct session *s, enum tiding *what, int *value)
{
	struct message m;
	ssize_t n;
	do
		n = recv(s->control, &m, sizeof(m), MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return false;
	if (n != (ssize_t)sizeof(m))
		m = (struct message){SESSION_ENDED, SIGKILL};
	*what = (enum tiding)m.what;
	*value = m.value;
	return true;
}

void
session_tell(struct session *s, enum order what, int value)
{
	struct message m = {(int)what, value};
	while (send(s->control, &m, sizeof(m), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}
