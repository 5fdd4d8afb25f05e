#include "commands/incoming.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/pack.h"
#include "commands/departure.h"
#include "commands/git.h"
#include "commands/passage.h"

enum { FILE_LIMIT = 4 << 20, ALL_LIMIT = 16 << 20, TREE_LIMIT = 4 << 20, OPEN_FILES = 16 };

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

bool
incoming_remove(const char *dir)
{
	return nftw(dir, remove_one, OPEN_FILES, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

/* One at a time: whoever holds the lock removes what a killed one left. -1 with errno. */
static int
lock_packs(struct arena *a, const char *folder)
{
	int fd = open(path_join(a, folder, ".lock"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	DIR *dir = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 ? opendir(folder) : NULL;
	if (dir == NULL) {
		int saved = errno;
		if (fd >= 0)
			close(fd);
		errno = saved;
		return -1;
	}
	const struct dirent *entry;
	/* cppcheck-suppress readdirCalled; no other thread, no other user of this DIR */
	while ((entry = readdir(dir)) != NULL)
		if (strncmp(entry->d_name, ".incoming-", 10) == 0)
			incoming_remove(path_join(a, folder, entry->d_name));
	closedir(dir);
	return fd;
}

static bool
fetch_failed(const struct incoming *in, const char *said)
{
	if (!departure_wanted())
		passage_tell(_("remedy patterns: %s cannot be fetched: %s\n"), text_safe(in->a, in->url, 400),
			     *said != '\0' ? said : strerror(errno));
	return false;
}

/* A pattern file of the repository by its path there: at the top, or in patterns/. */
static bool
is_pattern_file(const char *path, bool below)
{
	if (below && strncmp(path, "patterns/", 9) != 0)
		return false;
	path += below ? 9 : 0;
	size_t n = strlen(path);
	return *path != '.' && n < 100 &&
	       ((n > 5 && strcmp(path + n - 5, ".yaml") == 0) || (n > 4 && strcmp(path + n - 4, ".yml") == 0)) &&
	       strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

/* Copies the pattern files of the commit out of the repository. `tree` is what git
 * ls-tree -z says: "MODE blob NAME\tPATH", NUL. */
static bool
take_files(struct incoming *in, const char *repository, const struct buf *tree, bool below)
{
	size_t all = 0;
	for (const char *p = tree->text; p < tree->text + tree->size; p += strlen(p) + 1) {
		const char *tab = strchr(p, '\t');
		if (strncmp(p, "100", 3) != 0 || tab == NULL || !is_pattern_file(tab + 1, below) ||
		    in->count == SOURCE_FILES)
			continue;
		const char *blob = strchr(p + 7, ' ');
		if (blob == NULL || blob > tab)
			continue;
		const char *said, *const cat[] = {"cat-file", "blob",
						  arena_strndup(in->a, blob + 1, (size_t)(tab - blob) - 1), NULL};
		struct buf text;
		if (!git_run(in->a, repository, cat, FILE_LIMIT, &text, &said) || (all += text.size) > ALL_LIMIT)
			return fetch_failed(in, _("its pattern files are too large"));
		const char *name = path_base(tab + 1);
		if (!path_write(in->a, path_join(in->a, in->files, name), text.text, text.size))
			return fetch_failed(in, strerror(errno));
		source_add(in->source, path_join(in->a, in->final, name), text.text, text.size, &in->d);
		in->count++;
	}
	return true;
}

bool
incoming_begin(struct incoming *in)
{
	struct arena *a = in->a;
	const char *folder = pack_folder(a), *said = "";
	departure_hold(&in->before);
	if (folder == NULL) {
		errno = ENOENT;
		return fetch_failed(in, _("HOME is not usable"));
	}
	const char *reason = path_distrust(a, folder);
	if (reason != NULL)
		return fetch_failed(in, reason);
	/* Writing makes the folders, too. */
	if (!path_is_dir(folder) && !path_write(a, path_join(a, folder, ".lock"), "", 0))
		return fetch_failed(in, strerror(errno));
	in->lock = lock_packs(a, folder);
	if (in->lock < 0)
		return fetch_failed(in,
				    errno == EWOULDBLOCK ? _("another remedy patterns is at work") : strerror(errno));
	in->dir = arena_printf(a, "%s/.incoming-%ld", folder, (long)getpid());
	in->files = path_join(a, in->dir, "files");
	in->final = path_join(a, folder, in->name);
	in->source = source_new(a, "pack");
	in->d = diagnostics_new(a);
	const char *origin = path_join(a, in->files, "origin");
	if (!path_write(a, origin, "", 0))
		return fetch_failed(in, strerror(errno));
	const char *repository = path_join(a, in->dir, "repository.git");
	if (!git_fetch(a, in->url, in->ref, repository, &in->commit, &said))
		return fetch_failed(in, said);
	const char *const list[] = {"ls-tree", "-r", "-z", "--full-tree", in->commit, NULL};
	struct buf tree;
	if (!git_run(a, repository, list, TREE_LIMIT, &tree, &said))
		return fetch_failed(in, said);
	if (!take_files(in, repository, &tree, true) || (in->count == 0 && !take_files(in, repository, &tree, false)))
		return false;
	source_finish(in->source, &in->d);
	if (in->count == 0)
		return fetch_failed(in, _("there are no patterns in it: they are *.yaml, at its top or in patterns/"));
	const char *text = arena_printf(a, "%s\n%s\n%s\n", in->url, in->ref != NULL ? in->ref : "", in->commit);
	return path_write(a, origin, text, strlen(text)) || fetch_failed(in, strerror(errno));
}

void
incoming_end(struct incoming *in)
{
	if (in->dir != NULL)
		incoming_remove(in->dir);
	if (in->lock >= 0)
		close(in->lock);
	sigprocmask(SIG_SETMASK, &in->before, NULL);
}

bool
incoming_accept(struct incoming *in)
{
	const char *old = path_join(in->a, in->dir, "old");
	bool there = path_exists(in->final);
	if (there && rename(in->final, old) != 0)
		return false;
	if (rename(in->files, in->final) == 0)
		return true;
	int saved = errno;
	if (there && rename(old, in->final) != 0)
		fprintf(stderr, "remedy patterns: %s: %s\n", in->final, strerror(errno));
	errno = saved;
	return false;
}
