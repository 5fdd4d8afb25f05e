#include "capture/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture/session.h"
#include "capture/straggler.h"
#include "capture/terminal.h"

enum {
	GRACE_MS = 30, /* what was written to a pty can be read a moment later */
	SPINS = 16,    /* stops that did not stop us, one after the other */
	SPIN_MS = 20,
};

struct relaying {
	const struct relay *relay;
	struct terminal terminal;
	struct session session;
	bool on_pty;
	bool taken;  /* the terminal is the command's */
	bool alone;  /* no other program of our job uses the terminal */
	bool wanted; /* it should be, whenever it is ours */
	bool ended;
	pid_t command;
	struct flow out[3]; /* the pty's, stdout's and stderr's where they are pipes */
	struct flow in;     /* keys */
	int signals;
	sigset_t caught;
	struct start start;
	struct relay_end end;
	unsigned spins;
};

/* The pty leaves what is written as it is while the person's terminal still adds
 * its own carriage returns, and adds them itself where that one shows all as it is. */
static void
pty_process(struct relaying *r, bool on)
{
	struct termios modes;
	if (tcgetattr(r->session.master, &modes) != 0) /* the slave's, on Linux */
		return;
	if (on)
		modes.c_oflag |= r->terminal.modes->found.c_oflag & (tcflag_t)OPOST;
	else
		modes.c_oflag &= ~(tcflag_t)OPOST;
	tcsetattr(r->session.master, TCSANOW, &modes);
}

static void
pty_resize(struct relaying *r)
{
	struct winsize size;
	if (ioctl(r->terminal.fd, TIOCGWINSZ, &size) == 0)
		ioctl(r->session.master, TIOCSWINSZ, &size);
}

static void
take(struct relaying *r)
{
	terminal_take(&r->terminal, !r->alone);
	pty_process(r, r->alone);
	r->taken = true;
}

static void
give(struct relaying *r)
{
	if (!r->taken)
		return;
	terminal_give(&r->terminal);
	pty_process(r, false);
	r->taken = false;
}

/* After a stop, or after the shell let us go on. */
static void
go_on(struct relaying *r)
{
	bool ours = terminal_is_ours(&r->terminal);
	pty_resize(r);
	if (!ours && r->taken)
		give(r);
	else if (ours && r->wanted)
		take(r);
	session_tell(&r->session, r->taken ? SESSION_CONTINUE : SESSION_CONTINUE_BEHIND, 0);
}

static long
now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* We stop as the command did, and with us the rest of our job, so that the shell sees it. */
static void
stop_too(struct relaying *r, int number)
{
	sigset_t one;
	long before = now_ms();
	if (number == SIGSTOP) {
		kill(getpid(), SIGSTOP);
		return;
	}
	sigemptyset(&one);
	sigaddset(&one, number);
	kill(0, number);
	sigprocmask(SIG_UNBLOCK, &one, NULL); /* here we stop */
	if (sigismember(&r->caught, number))
		sigprocmask(SIG_BLOCK, &one, NULL);
	/* What continued us is heard of here, and not a second time. */
	sigemptyset(&one);
	sigaddset(&one, SIGCONT);
	sigtimedwait(&one, NULL, &(struct timespec){.tv_sec = 0});
	/* No one can continue us, so the kernel does not stop us: to read a terminal
	 * that is never ours is to have lost it. */
	r->spins = now_ms() - before < SPIN_MS ? r->spins + 1 : 0;
	if (number != SIGTSTP && r->spins > SPINS)
		session_tell(&r->session, SESSION_SIGNAL, SIGHUP);
}

static void
command_stopped(struct relaying *r, int number)
{
	bool asks = number == SIGTTIN || number == SIGTTOU;
	if (asks)
		r->wanted = true;
	if (!asks || r->taken || !terminal_is_ours(&r->terminal)) {
		while (flow_move(&r->out[0]))
			;
		give(r);
		stop_too(r, number);
	}
	go_on(r);
}

static void
hear_leader(struct relaying *r)
{
	enum tiding what;
	int value;
	while (!r->ended && session_hear(&r->session, &what, &value)) {
		if (what == SESSION_STARTED) {
			r->command = value;
		} else if (what == SESSION_STOPPED) {
			command_stopped(r, value);
		} else {
			r->ended = true;
			r->end.status = value;
			waitpid(r->session.leader, NULL, 0);
		}
	}
}

/* The command is our own child, in our own process group. */
static void
watch_child(struct relaying *r)
{
	int status;
	pid_t pid;
	while (!r->ended && (pid = waitpid(r->command, &status, WNOHANG | WUNTRACED)) > 0) {
		if (WIFSTOPPED(status)) {
			kill(getpid(), SIGSTOP);
			kill(r->command, SIGCONT);
			continue;
		}
		r->ended = true;
		r->end.status = status;
	}
}

static void
take_signals(struct relaying *r)
{
	struct signalfd_siginfo info;
	while (read(r->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		int number = (int)info.ssi_signo;
		if (number == SIGCHLD && !r->on_pty)
			watch_child(r);
		else if (number == SIGCHLD)
			continue; /* the leader's; it has told more */
		else if (number == SIGWINCH)
			pty_resize(r);
		else if (number == SIGCONT && r->on_pty)
			go_on(r);
		else if (r->on_pty)
			session_tell(&r->session, SESSION_SIGNAL, number);
		else if (info.ssi_code <= 0) /* what the kernel sends to our group has reached it already */
			kill(r->command, number);
	}
}

static void
catch_signals(struct relaying *r)
{
	static const int shared[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
	static const int jobs[] = {SIGTSTP, SIGCONT, SIGWINCH};
	sigemptyset(&r->caught);
	sigemptyset(&r->start.ignored);
	for (int number = 1; number < NSIG; number++) {
		struct sigaction action;
		if (sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
			sigaddset(&r->start.ignored, number);
	}
	for (size_t i = 0; i < sizeof(shared) / sizeof(*shared); i++)
		if (!sigismember(&r->start.ignored, shared[i]))
			sigaddset(&r->caught, shared[i]);
	for (size_t i = 0; r->on_pty && i < sizeof(jobs) / sizeof(*jobs); i++)
		if (jobs[i] != SIGTSTP || !sigismember(&r->start.ignored, SIGTSTP))
			sigaddset(&r->caught, jobs[i]);
	sigaddset(&r->caught, SIGCHLD);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_BLOCK, &r->caught, &r->start.mask);
	r->signals = signalfd(-1, &r->caught, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Both lead to the same place, so that the order in which they are written counts. */
static bool
same_place(int x, int y)
{
	struct stat one, other;
	return fstat(x, &one) == 0 && fstat(y, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* /dev/null and the like, or another terminal than the one we serve. */
static bool
is_device(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISCHR(st.st_mode);
}

static bool
is_stream(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

/* Pipes for those of stdout and stderr that are neither on the pty nor devices. */
static void
make_pipes(struct arena *a, struct relaying *r)
{
	for (int fd = 1; fd <= 2; fd++) {
		int ends[2];
		if (r->start.fds[fd] < 0 || (r->on_pty && r->terminal.here[fd]) || is_device(fd))
			continue;
		if (fd == 2 && r->start.fds[1] > 2 && same_place(1, 2)) {
			r->start.fds[2] = r->start.fds[1];
			continue;
		}
		if (pipe2(ends, O_CLOEXEC) != 0)
			continue; /* it keeps ours, and we hear nothing of it */
		fcntl(ends[0], F_SETFL, O_NONBLOCK);
		r->start.fds[fd] = ends[1];
		r->out[fd] = flow_new(a, ends[0], fd, fd);
	}
}

static void
close_pipes(struct relaying *r)
{
	for (int fd = 1; fd <= 2; fd++)
		if (r->start.fds[fd] > 2 && (fd == 1 || r->start.fds[2] != r->start.fds[1]))
			close(r->start.fds[fd]);
}

/* Everything that we opened for ourselves. */
static void
list_ours(struct relaying *r, int listening)
{
	int *ours = r->start.ours;
	*ours++ = r->signals;
	*ours++ = listening;
	for (size_t i = 1; i < 3; i++) {
		if (r->out[i].from >= 0)
			*ours++ = r->out[i].from;
		if (r->out[i].own)
			*ours++ = r->out[i].to;
	}
	*ours = -1;
}

static void
open_pty(struct arena *a, struct relaying *r)
{
	const bool *here = r->terminal.here;
	if (!terminal_open(&r->terminal))
		return;
	/* In a pipeline the terminal is not ours alone: others may want its keys. */
	r->alone = r->wanted = here[0] && !is_stream(1) && !is_stream(2);
	bool front = r->wanted && terminal_is_ours(&r->terminal);
	r->on_pty = session_open(&r->session, &r->terminal, front);
	if (!r->on_pty)
		return;
	r->out[0] = flow_new(a, r->session.master, here[1] ? 1 : here[2] ? 2 : r->terminal.fd, 0);
	r->in = flow_between(a, r->terminal.fd, r->session.master);
	if (front)
		take(r);
}

/* False with errno in r->end.error. */
static bool
start(struct relaying *r, char **argv)
{
	int failed[2] = {-1, -1}, error = 0;
	bool done = pipe2(failed, O_CLOEXEC) == 0;
	r->start.argv = argv;
	r->start.failed = failed[1];
	list_ours(r, failed[0]);
	if (done && r->on_pty) {
		done = session_start(&r->session, &r->terminal, &r->start, r->taken);
	} else if (done) {
		r->command = fork();
		if (r->command == 0)
			start_command(&r->start);
		done = r->command > 0;
	}
	if (!done)
		r->end.error = errno;
	close(failed[1]);
	close_pipes(r);
	if (done && read(failed[0], &error, sizeof(error)) == (ssize_t)sizeof(error))
		r->end.error = error;
	close(failed[0]);
	return done;
}

/* Waits until something can be moved or is told, and listens to what is told.
 * False if nothing of that came in time. */
static bool
rest(struct relaying *r, int timeout)
{
	enum { SIGNALS, CONTROL, OUT, IN = OUT + 3, ALL };
	struct pollfd on[ALL];
	bool keys = r->taken && !r->ended;
	on[SIGNALS] = (struct pollfd){.fd = r->signals, .events = POLLIN};
	on[CONTROL] = (struct pollfd){.fd = r->on_pty && !r->ended ? r->session.control : -1, .events = POLLIN};
	for (size_t i = 0; i < 3; i++)
		on[OUT + i] = flow_awaits(&r->out[i]);
	on[IN] = keys ? flow_awaits(&r->in) : (struct pollfd){.fd = -1};
	if (poll(on, ALL, timeout) <= 0)
		return false;
	if (on[SIGNALS].revents != 0)
		take_signals(r);
	if (on[CONTROL].revents != 0)
		hear_leader(r);
	return true;
}

static bool
any_waits(const struct relaying *r)
{
	return flow_waits(&r->out[0]) || flow_waits(&r->out[1]) || flow_waits(&r->out[2]);
}

static bool
any_open(const struct relaying *r)
{
	return r->out[0].from >= 0 || r->out[1].from >= 0 || r->out[2].from >= 0;
}

static void
serve(struct relaying *r)
{
	for (;;) {
		bool more = false;
		for (size_t i = 0; i < 3; i++)
			more |= flow_move(&r->out[i]);
		if (r->taken && !r->ended)
			more |= flow_move(&r->in);
		bool idle = r->ended && !more && !any_waits(r);
		/* Others may still have the pty, or the pipe: they are not waited for. */
		if (idle && (!any_open(r) || !rest(r, GRACE_MS)))
			return;
		if (!idle)
			rest(r, more ? 0 : -1);
	}
}

/* What the command left running writes on, as it would have without us. */
static void
leave_behind(struct relaying *r)
{
	if (!any_open(r) || fork() != 0)
		return;
	sigprocmask(SIG_SETMASK, &r->start.mask, NULL);
	close(r->signals);
	if (r->on_pty)
		close(r->session.control);
	straggler_serve(r->out, 3);
}

/* Descriptors that are closed stay closed for the command, and are not given out
 * to us meanwhile. */
static void
fill_standard(struct relaying *r)
{
	for (int fd = 0; fd <= 2; fd++) {
		r->start.fds[fd] = fd;
		int flags = fcntl(fd, F_GETFD);
		if (flags >= 0 && !(flags & FD_CLOEXEC))
			continue;
		r->start.fds[fd] = -1; /* closed, or filled by base/descriptor.h */
		if (flags < 0 && open("/dev/null", O_RDWR | O_CLOEXEC) != fd)
			return;
	}
}

struct relay_end
relay_run(struct arena *a, const struct relay *relay, char **argv)
{
	struct relaying r = {.relay = relay, .terminal = {.fd = -1}, .in = {.from = -1, .to = -1}};
	for (size_t i = 0; i < 3; i++)
		r.out[i] = (struct flow){.from = -1, .to = -1};
	fill_standard(&r);
	open_pty(a, &r);
	make_pipes(a, &r);
	catch_signals(&r);
	for (size_t i = 0; i < 3; i++) {
		r.out[i].heard = relay->heard;
		r.out[i].of = relay->of;
	}
	if (start(&r, argv)) {
		if (r.on_pty)
			hear_leader(&r);
		if (r.end.error == 0 && relay->started != NULL)
			relay->started(relay->of, r.command);
		serve(&r);
	}
	give(&r);
	leave_behind(&r);
	close(r.signals);
	if (!sigismember(&r.start.ignored, SIGPIPE))
		signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &r.start.mask, NULL);
	for (size_t i = 0; i < 3; i++) {
		r.end.lost[i] = r.out[i].error;
		flow_close(&r.out[i]);
	}
	return r.end;
}
