import { a } from "b"
