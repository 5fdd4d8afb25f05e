#include "commands/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "capture/archive.h"

static void
read_all(const struct intake *in, int fd, const char *name, time_t changed)
{
	struct arena *scratch = arena_new();
	struct archive *archive = archive_open(scratch, fd);
	ssize_t n;
	in->begin(in->of, name, changed);
	log_begin(in->log);
	while ((n = archive_read(archive, log_room(in->log), LOG_BLOCK)) > 0)
		log_add_here(in->log, (size_t)n);
	log_end(in->log);
	if (n < 0)
		in->problem(in->of, name, archive_problem(archive));
	archive_close(archive);
	arena_free(scratch);
}

static void
read_file(const struct intake *in, const char *path, const char *name)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0) {
		in->problem(in->of, name, strerror(errno));
	} else {
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
		read_all(in, fd, name, S_ISREG(st.st_mode) ? st.st_mtime : 0);
	}
	if (fd >= 0)
		close(fd);
}

static int
by_name(const FTSENT **x, const FTSENT **y)
{
	return strcmp((*x)->fts_name, (*y)->fts_name);
}

static void
read_folder(const struct intake *in, const char *name)
{
	char *path[] = {arena_strdup(in->arena, name), NULL};
	FTS *tree = fts_open(path, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
	if (tree == NULL) {
		in->problem(in->of, name, strerror(errno));
		return;
	}
	for (FTSENT *entry; (entry = fts_read(tree)) != NULL;) {
		switch (entry->fts_info) {
		case FTS_F:
			read_file(in, entry->fts_path, entry->fts_path);
			break;
		case FTS_DNR:
		case FTS_ERR:
		case FTS_NS:
			in->problem(in->of, entry->fts_path, strerror(entry->fts_errno));
			break;
		default:
			break;
		}
	}
	fts_close(tree);
}

void
intake_read(const struct intake *in, const char *name)
{
	struct stat st;
	if (strcmp(name, "-") == 0) {
		if (isatty(STDIN_FILENO))
			fputs(_("Paste what the program printed, then press Ctrl-D at a line's beginning.\n"), stderr);
		bool regular = fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode);
		read_all(in, STDIN_FILENO, name, regular ? st.st_mtime : 0);
	} else if (stat(name, &st) == 0 && S_ISDIR(st.st_mode)) {
		read_folder(in, name);
	} else {
		read_file(in, name, name);
	}
}

void
intake_read_list(const struct intake *in, const char *list)
{
	FILE *file = strcmp(list, "-") == 0 ? stdin : fopen(list, "re");
	char *name = NULL;
	size_t room = 0;
	ssize_t n;
	if (file == NULL) {
		in->problem(in->of, list, strerror(errno));
		return;
	}
	while ((n = getdelim(&name, &room, '\0', file)) > 0) {
		if (name[0] != '\0')
			intake_read(in, name);
	}
	if (ferror(file))
		in->problem(in->of, list, strerror(errno));
	free(name);
	if (file != stdin)
		fclose(file);
}
