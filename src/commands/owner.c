#include "commands/owner.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Below `folder`, `skip` more names (a person, a group) come before the project's. */
static const struct {
	const char *folder;
	int skip;
} homes[] = {
	{"/home/runner/work/", 1}, /* GitHub Actions */
	{"/__w/", 1},
	{"/builds/", 1}, /* GitLab */
	{"/var/lib/jenkins/workspace/", 0},
	{"/var/jenkins_home/workspace/", 0},
	{"/home/jenkins/workspace/", 0},
	{"/home/jenkins/agent/workspace/", 0},
	{"/var/lib/buildkite-agent/builds/", 2},
	{"/home/circleci/", 0},
	{"/home/", 1},
	{"/Users/", 1},
	{"/root/", 0},
	{"/srv/", 0},
	{"/opt/", 0},
	{"/var/www/", 0},
	{"/usr/src/", 0},
	{"/workspaces/", 0},
	{"/workspace/", 0},
	{"/data/", 0},
	{"/app/", -1}, /* the folder is the project */
	{"/code/", -1},
};

/* Folders that hold projects and are none. */
static bool
is_shelf(const char *name, size_t n)
{
	static const char *const shelves[] = {
		"src",       "code",     "projects",  "Projects",  "git",     "repos",           "dev",
		"work",      "Work",     "workspace", "Documents", "Desktop", "PycharmProjects", "github",
		"Downloads", "releases", "Developer", "python",    "venvs",   "PythonProjects"};
	for (size_t i = 0; i < sizeof(shelves) / sizeof(*shelves); i++)
		if (strlen(shelves[i]) == n && memcmp(shelves[i], name, n) == 0)
			return true;
	return false;
}

struct owner
owner_of(struct arena *a, const char *file)
{
	struct owner none = {NULL, file};
	char *path = arena_strdup(a, file);
	for (char *p = path; *p != '\0'; p++)
		if (*p == '\\')
			*p = '/';
	if (path[0] != '\0' && path[1] == ':')
		path += 2;
	for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++) {
		size_t size = strlen(homes[i].folder);
		if (strncmp(path, homes[i].folder, size) != 0)
			continue;
		if (homes[i].skip < 0)
			return (struct owner){arena_strndup(a, path + 1, size - 2), path + size};
		const char *name = path + size;
		int skip = homes[i].skip;
		for (const char *slash; (slash = strchr(name, '/')) != NULL; name = slash + 1) {
			size_t n = (size_t)(slash - name);
			if (skip-- > 0 || is_shelf(name, n) || n == 0)
				continue;
			/* A folder of the system's or of tools is nobody's project. */
			if (name[0] == '.' || strcmp(slash, "/") == 0)
				return none;
			return (struct owner){arena_strndup(a, name, n), slash + 1};
		}
		return none;
	}
	return none;
}
