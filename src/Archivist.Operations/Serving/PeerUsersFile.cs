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
internal sealed class PeerUsersFile
{
    private const int LongestFile = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Action<Problem> _warn;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private PeerUsers _users;
    private FoundFile? _read;
    private long _lookedAt, _readAt;
    private Problem? _refused;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be read, or is not such a list.</exception>
    internal PeerUsersFile(string path, Action<Problem> warn, TimeProvider clock)
    {
        (_path, _warn, _clock, _lookedAt) = (path, warn, clock, clock.GetTimestamp());
        (_read, _readAt) = (Find(), clock.GetUtcNow().ToUnixTimeSeconds());
        _users = Read(path);
    }

    /// <summary>The users as the file has them now.</summary>
    internal PeerUsers Current
    {
        get
        {
            lock (_gate)
            {
                if (_clock.GetElapsedTime(_lookedAt) < Pause)
                    return _users;
                _lookedAt = _clock.GetTimestamp();
                // The time of a file has whole seconds: one that was written in the last moment may have been written again.
                if (Find() is { } now && (now != _read || now.ModifiedSeconds >= _readAt - 2))
                    Reload(now);
                return _users;
            }
        }
    }

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

    private void Reload(FoundFile now)
    {
        (_read, _readAt) = (now, _clock.GetUtcNow().ToUnixTimeSeconds());
        try
        {
            (_users, _refused) = (Read(_path), null);
        }
        catch (ArchivistException refused)
        {
            if (refused.Problem != _refused)
                _warn(new ReloadRefused(refused.Problem));
            _refused = refused.Problem;
        }
    }

    /// <summary>Null while it cannot be looked up, as in the moment in which an editor replaces it.</summary>
    private FoundFile? Find()
    {
        try
        {
            return FileLookup.Find(_path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
