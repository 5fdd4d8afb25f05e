from click._bashcomplete import get_choices
