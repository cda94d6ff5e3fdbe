using Archivist.Platform.Problems;

namespace Archivist.Platform.Files;

/// <summary>
/// The content of files that is read again when one of them was changed or replaced. They are looked at only when the content is asked for, and at most once in a pause; a change that
/// cannot be used is reported once, and the content stays as it was. Thread-safe.
/// </summary>
/// <typeparam name="T">What is read from the files.</typeparam>
public sealed class ReloadedFiles<T>
{
    private readonly string[] _paths;
    private readonly Func<T> _read;
    private readonly TimeSpan _pause;
    private readonly Action<Problem> _refused;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private T _content;
    private FoundFile?[]? _found;
    private long _lookedAt, _readAt;
    private Problem? _refusal;

    /// <summary>Reads the files.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="read">Reads them all; an <see cref="ArchivistException"/> means that they cannot be used.</param>
    /// <param name="pause">How long the files are not looked at again.</param>
    /// <param name="refused">Receives why a change cannot be used.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArchivistException">From <paramref name="read"/>: the files cannot be used.</exception>
    public ReloadedFiles(string[] paths, Func<T> read, TimeSpan pause, Action<Problem> refused, TimeProvider clock)
    {
        (_paths, _read, _pause, _refused, _clock) = (paths, read, pause, refused, clock);
        _lookedAt = clock.GetTimestamp();
        (_found, _readAt) = (Find(), Now());
        _content = read();
    }

    /// <summary>The content as the files have it now.</summary>
    public T Current
    {
        get
        {
            lock (_gate)
            {
                if (_clock.GetElapsedTime(_lookedAt) < _pause)
                    return _content;
                _lookedAt = _clock.GetTimestamp();
                if (Find() is { } found && IsChanged(found))
                    Reload(found);
                return _content;
            }
        }
    }

    /// <summary>The time of a file has whole seconds: one that was written in the last moment may have been written again.</summary>
    private bool IsChanged(FoundFile?[] found) => _found is null || !found.SequenceEqual(_found) || Array.Exists(found, file => file?.ModifiedSeconds >= _readAt - 2);

    private void Reload(FoundFile?[] found)
    {
        (_found, _readAt) = (found, Now());
        try
        {
            (_content, _refusal) = (_read(), null);
        }
        catch (ArchivistException unusable)
        {
            if (unusable.Problem != _refusal)
                _refused(unusable.Problem);
            _refusal = unusable.Problem;
        }
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Null while they are missing or cannot be looked up, as in the moment in which an editor replaces one.</summary>
    private FoundFile?[]? Find()
    {
        try
        {
            var found = Array.ConvertAll(_paths, FileLookup.Find);
            return Array.TrueForAll(found, file => file is null) ? null : found;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
