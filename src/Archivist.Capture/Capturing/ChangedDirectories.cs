using Archivist.Platform.Files;

namespace Archivist.Capture.Capturing;

/// <summary>
/// Where something may have changed since the parent snapshot: directories in which an entry came, went or changed, and those above them. What is not among them is taken over with everything
/// below it. Not thread-safe.
/// </summary>
public sealed class ChangedDirectories
{
    private readonly HashSet<FileName> _paths = [];

    /// <summary>It is not known where: nothing may be taken over without a look.</summary>
    public bool IsEverywhere { get; private set; }

    /// <summary>Nothing changed.</summary>
    public bool IsEmpty => !IsEverywhere && _paths.Count == 0;

    /// <summary>Notes that an entry of a directory, or the directory itself, changed.</summary>
    /// <param name="path">Names, each with a <c>/</c> before it; empty for the root.</param>
    public void Add(ReadOnlySpan<byte> path)
    {
        while (_paths.Add(new FileName(path.ToArray())) && !path.IsEmpty)
            path = path[..path.LastIndexOf((byte)'/')];
    }

    /// <summary>Notes that it is not known what changed.</summary>
    internal void AddEverything()
    {
        IsEverywhere = true;
        _paths.Clear();
    }

    /// <summary>Adds what another one has.</summary>
    internal void Add(ChangedDirectories other)
    {
        IsEverywhere |= other.IsEverywhere;
        _paths.UnionWith(other._paths);
    }

    /// <summary>Whether something in this directory, or anywhere below it, may have changed.</summary>
    /// <param name="path">As in <see cref="Add(ReadOnlySpan{byte})"/>.</param>
    public bool Contains(byte[] path) => IsEverywhere || _paths.Contains(new FileName(path));
}
