import rclpy
