public class Shop {
}
