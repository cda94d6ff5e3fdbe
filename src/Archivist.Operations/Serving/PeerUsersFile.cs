using System.Text;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Serving;

/// <summary>
/// The file that lists who may sign in. It is looked at once a second at most, and read again when it was changed or replaced; a change that cannot be used is reported once, and the
/// users stay as they were. Thread-safe.
/// </summary>
/// <param name="path">The file, which is read at once.</param>
/// <param name="warn">Receives why a change cannot be used.</param>
/// <param name="clock">The time.</param>
/// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be read, or is not such a list.</exception>
internal sealed class PeerUsersFile(string path, Action<Problem> warn, TimeProvider clock)
{
    private const int LongestFile = 1 << 20;

    private readonly ReloadedFiles<PeerUsers> _users = new([path], () => Read(path), TimeSpan.FromSeconds(1), refused => warn(new ReloadRefused(refused)), clock);

    /// <summary>The users as the file has them now.</summary>
    internal PeerUsers Current => _users.Current;

    private static PeerUsers Read(string path)
    {
        string text;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > LongestFile)
                throw new ArchivistException(new UserListInvalid(path, 0, PeerUsersFault.TooMany));
            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            text = reader.ReadToEnd();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new UserListUnreadable(path, CauseOf(cause)), cause);
        }

        return PeerUsers.TryParse(text, out var users, out var fault, out var line) ? users : throw new ArchivistException(new UserListInvalid(path, line, fault));
    }

    /// <summary>Without the path, which the problem has already.</summary>
    private static Cause CauseOf(Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new Cause.Kernel(KernelError.NotFound),
        UnauthorizedAccessException => new Cause.Kernel(KernelError.AccessDenied),
        _ => Cause.Of(cause),
    };
}
