#include "commands/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	QUIET = 150,    /* ms without a word: what was said is said */
	STOPPED = 5000, /* also what was begun and broken off */
	OFTEN = 250,    /* in a steady flow, how often it is looked whether a failure is complete */
	TICK = 50,      /* while something waits */
	PAUSE = 200,    /* between two looks at a file that does not grow */
	BURST = 64,     /* blocks of one log before the others have their turn */
};

static long long
now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static bool
is_stdin(const struct followed *f)
{
	return strcmp(f->name, "-") == 0;
}

static void
open_file(struct follow *all, struct followed *f)
{
	struct stat st;
	f->fd = is_stdin(f) ? STDIN_FILENO : open(f->name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	f->open = f->fd >= 0 && fstat(f->fd, &st) == 0;
	if (f->open && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		f->ended = true;
		f->open = false;
	}
	if (!f->open) {
		/* It may come yet; told of once. */
		if (!f->missed)
			all->problem(all->of, f->name, strerror(errno));
		if (f->fd >= 0)
			close(f->fd);
		f->missed = true;
		return;
	}
	f->missed = false;
	f->device = st.st_dev;
	f->inode = st.st_ino;
	f->at = 0;
	log_begin(f->log);
}

static void
close_file(struct followed *f)
{
	if (!f->open)
		return;
	log_end(f->log);
	if (!is_stdin(f))
		close(f->fd);
	f->open = false;
}

/* Another file stands at its place, or it was cut. */
static bool
is_rotated(const struct followed *f)
{
	struct stat here, there;
	if (is_stdin(f) || fstat(f->fd, &here) != 0)
		return false;
	if (S_ISREG(here.st_mode) && here.st_size < f->at)
		return true;
	return stat(f->name, &there) == 0 && (there.st_dev != f->device || there.st_ino != f->inode);
}

/* True if there may be more at once. */
static bool
read_some(struct follow *all, struct followed *f)
{
	if (!f->open && !f->ended)
		open_file(all, f);
	for (int i = 0; f->open && i < BURST; i++) {
		struct pollfd ready = {.fd = f->fd, .events = POLLIN};
		if (is_stdin(f) && poll(&ready, 1, 0) <= 0)
			return false;
		ssize_t n = read(f->fd, log_room(f->log), LOG_BLOCK);
		if (n > 0) {
			f->at += n;
			f->heard = now_ms();
			log_add_here(f->log, (size_t)n);
			continue;
		}
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			return false;
		if (n < 0)
			all->problem(all->of, f->name, strerror(errno));
		struct stat st;
		bool regular = n == 0 && fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode);
		if (regular && !is_rotated(f))
			return false;
		f->ended = !regular;
		close_file(f);
		return regular;
	}
	return f->open;
}

/* Reads what waits, if it is time: when the flow pauses, when it has stopped, and
 * every now and then while it goes on. */
static void
settle(struct followed *f, long long now)
{
	if (!f->open || !log_waits(f->log))
		return;
	long long paused = now - f->heard, before = f->told - f->heard;
	if (paused >= STOPPED && before < STOPPED)
		log_settle(f->log, LOG_STOPPED);
	else if (paused >= QUIET && before < QUIET)
		log_settle(f->log, LOG_QUIET);
	else if (paused < QUIET && now - f->told >= OFTEN)
		log_settle(f->log, LOG_FLOWS);
	else
		return;
	f->told = now;
}

/* A descriptor that can be read once we are to end. Signals that were ignored
 * stay so. */
static int
open_ends(sigset_t *before)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	sigset_t ends;
	sigemptyset(&ends);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct sigaction action;
		if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&ends, numbers[i]);
	}
	sigprocmask(SIG_BLOCK, &ends, before);
	return signalfd(-1, &ends, SFD_CLOEXEC);
}

/* Waits for words of stdin; true if we are to end. */
static bool
ends_after(const struct follow *all, int ends, int ms)
{
	struct pollfd awaited[] = {{.fd = ends, .events = POLLIN}, {.fd = -1, .events = POLLIN}};
	for (size_t i = 0; i < all->count; i++)
		if (is_stdin(&all->all[i]) && all->all[i].open)
			awaited[1].fd = all->all[i].fd;
	poll(awaited, 2, ms);
	if (awaited[0].revents == 0)
		return false;
	/* Taken, or it would end us once it is let through. */
	struct signalfd_siginfo taken;
	return read(ends, &taken, sizeof(taken)) > 0;
}

void
follow_run(struct follow *all)
{
	sigset_t before;
	int ends = open_ends(&before);
	for (bool left = true; left;) {
		bool waits = false, busy = false;
		left = false;
		for (size_t i = 0; i < all->count; i++) {
			struct followed *f = &all->all[i];
			busy = read_some(all, f) || busy;
			settle(f, now_ms());
			waits = waits || (f->open && log_waits(f->log));
			left = left || !f->ended;
		}
		if (left && ends_after(all, ends, busy ? 0 : waits ? TICK : PAUSE))
			break;
	}
	for (size_t i = 0; i < all->count; i++)
		close_file(&all->all[i]);
	close(ends);
	sigprocmask(SIG_SETMASK, &before, NULL);
}
