#include "commands/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "commands/passage.h"

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

static bool
write_plainly(const char *text, size_t size)
{
	bool done = write_all(STDOUT_FILENO, text, size);
	if (!done)
		passage_tell(_("remedy: the output cannot be written: %s\n"), strerror(errno));
	return done;
}

static bool
is_longer_than_screen(const char *text, size_t size)
{
	struct winsize screen;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &screen) != 0 || screen.ws_row == 0)
		return false;
	size_t lines = 0;
	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	return lines >= screen.ws_row;
}

/* The child becomes the pager; it reads from `in`. */
static void
become_pager(int in, const char *pager)
{
	dup2(in, STDIN_FILENO);
	close(in);
	setenv("LESS", "FRX", 0); /* as git: quit if one screen, colours, leave the text standing */
	setenv("LV", "-c", 0);
	execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	_exit(127);
}

bool
pager_show(const char *text, size_t size)
{
	const char *pager = getenv("PAGER");
	if (pager == NULL || *pager == '\0')
		pager = "less -R";
	int ends[2];
	if (!is_longer_than_screen(text, size) || strcmp(pager, "cat") == 0 || pipe(ends) != 0)
		return write_plainly(text, size);
	pid_t child = fork();
	if (child == 0) {
		close(ends[1]);
		become_pager(ends[0], pager);
	}
	close(ends[0]);
	if (child < 0) {
		close(ends[1]);
		return write_plainly(text, size);
	}
	signal(SIGPIPE, SIG_IGN); /* the person may leave the pager early */
	signal(SIGINT, SIG_IGN);  /* Ctrl-C is the pager's */
	write_all(ends[1], text, size);
	close(ends[1]);
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	/* No such program: nothing was shown yet. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return write_plainly(text, size);
	return true;
}
