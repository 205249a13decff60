/** Starts the Trino server on the class path. The class that its own distribution starts is in no public archive. */
public class Start {
    public static void main(String[] arguments) {
        new io.trino.server.Server().start(arguments[0]);
    }
}
