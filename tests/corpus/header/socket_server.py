import socket


def serve(port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.listen()
    while True:
        conn, _ = listener.accept()
        line = conn.recv(1024).decode()
        path = line.split(" ")[1]
        conn.sendall(f"HTTP/1.1 200 OK\r\nX-Path: {path}\r\n\r\nhello".encode())  # bad: a response by hand
        conn.sendall(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + path).encode())  # good: in the body
        conn.close()


def serve_number(port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    conn, _ = listener.accept()
    size = int(conn.recv(16))
    conn.sendall(f"HTTP/1.1 200 OK\r\nX-Size: {size}\r\n\r\n".encode())  # good: a number
