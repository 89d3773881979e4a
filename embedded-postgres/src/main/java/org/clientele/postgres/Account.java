package org.clientele.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom the server runs. PostgreSQL refuses root and users without a name: they step into a user namespace, or root down to
 * {@code nobody}.
 */
enum Account {
    OWN(List.of()),
    USER_NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));

    private static final Path PROCESS = Path.of("/proc/self");

    private final List<String> prefix;

    Account(List<String> prefix) {
        this.prefix = prefix;
    }

    static Account choose() throws IOException {
        int user = (Integer) Files.getAttribute(PROCESS, "unix:uid");
        if (user != 0 && !userName().equals(Integer.toString(user))) {
            return OWN;
        }
        if (USER_NAMESPACE.works()) {
            return USER_NAMESPACE;
        }
        if (user == 0 && NOBODY.works()) {
            return NOBODY;
        }
        throw new PostgresException(
                "PostgreSQL does not run as " + userName() + ", and this machine lets " + userName()
                        + " make no user namespace (unshare -U): start Clientele as a normal user, or use a database of your own");
    }

    /** The name of the user that this process belongs to, or its number when it has none. */
    static String userName() throws IOException {
        return Files.getOwner(PROCESS).getName();
    }

    List<String> prefix() {
        return prefix;
    }

    /** Makes the files of the server its own, where they are not so already. */
    void own(Path folder) throws IOException {
        if (this != NOBODY) {
            return;
        }
        UserPrincipal nobody =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        for (Path path : Folders.content(folder)) {
            Files.setAttribute(path, "posix:owner", nobody, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private boolean works() throws IOException {
        List<String> command = Stream.concat(prefix.stream(), Stream.of("true")).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("Interrupted", e);
        } catch (IOException programIsMissing) {
            return false;
        }
    }
}
