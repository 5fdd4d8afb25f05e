this->name = 5
