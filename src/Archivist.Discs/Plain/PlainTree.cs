using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Plain;

/// <summary>
/// A directory of plain files to be listed and read as they are, without following links: what lies below is reached through the open
/// directory only. Reading may be done from several threads.
/// </summary>
public sealed class PlainTree : IDisposable
{
    private readonly Folder _root;
    private readonly string _path;

    private PlainTree(Folder root, string path)
    {
        _root = root;
        _path = path;
    }

    /// <summary>Opens a directory; one that cannot be opened is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be opened.</exception>
    public static PlainTree Open(string path)
    {
        try
        {
            return new PlainTree(Folder.OpenPath(path), path);
        }
        catch (NativeIOException e)
        {
            throw new ArchivistException(new PathNotReadable(path, Cause.Of(e), Failure.Usage), e);
        }
    }

    /// <summary>The directory itself, with an empty name.</summary>
    public PlainEntry Root => Entry(_root.OwnStatus(), new FileName([]), []);

    /// <summary>
    /// Visits every entry, each directory in the order of names: first entries that are no directories, then each subdirectory with its content.
    /// Any depth; memory holds the directories that are still to come.
    /// </summary>
    /// <param name="root">The state of the root.</param>
    /// <param name="visit">Receives the state of the directory, and an entry; returns the state for that entry if it is a directory, or null to skip it.</param>
    /// <param name="unreadable">Receives the state of a directory that cannot be listed; the walk continues with the next entry.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public void Walk<T>(T root, Func<T, PlainEntry, T?> visit, Action<T, Exception> unreadable, CancellationToken cancellationToken)
        where T : class
    {
        var pending = new Stack<(byte[] Path, T State)>([([], root)]);
        var below = new List<(byte[] Path, T State)>();
        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            below.Clear();
            try
            {
                using var folder = _root.OpenFolderBelow(next.Path);
                foreach (var name in folder.List())
                {
                    var status = folder.StatusOf(name);
                    var entry = Entry(status, name, status.Type is NodeType.SymbolicLink ? folder.ReadLink(name) : []);
                    var state = visit(next.State, entry);
                    if (entry.Type is NodeType.Directory && state is not null)
                        below.Add(([.. next.Path, (byte)'/', .. name.Bytes], state));
                }
            }
            catch (NativeIOException e)
            {
                unreadable(next.State, e);
            }

            for (var i = below.Count - 1; i >= 0; i--)
                pending.Push(below[i]);
        }
    }

    /// <summary>One entry of the directory itself; an <see cref="IOException"/> when there is none.</summary>
    public PlainEntry Find(ReadOnlySpan<byte> name)
    {
        var wanted = new FileName(name.ToArray());
        var status = _root.StatusOf(wanted);
        return Entry(status, wanted, status.Type is NodeType.SymbolicLink ? _root.ReadLink(wanted) : []);
    }

    /// <summary>Reads a file from its start until it ends or the span is full; an <see cref="IOException"/> when that fails.</summary>
    /// <param name="path">From the directory, without a leading slash.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <param name="modifiedAt">When the file was changed last, seen after it was read.</param>
    public int Read(ReadOnlySpan<byte> path, Span<byte> destination, out GoTime modifiedAt)
    {
        using var file = _root.OpenForReadingBelow(path);
        // A regular file gives less than was asked for only at its end, so that is not asked for again.
        var read = Folder.ReadAt(file, destination, 0);
        modifiedAt = ModifiedAt(file);
        return read;
    }

    /// <summary>When an open file was changed last.</summary>
    public static GoTime ModifiedAt(SafeFileHandle file) => Folder.StatusOf(file, new FileName([])).ModifiedAt;

    /// <summary>Opens a file; an <see cref="IOException"/> when that fails.</summary>
    /// <param name="path">From the directory, without a leading slash.</param>
    public SafeFileHandle Open(ReadOnlySpan<byte> path) => _root.OpenForReadingBelow(path);

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    private static PlainEntry Entry(FileStatus status, FileName name, byte[] target) => new()
    {
        Name = name,
        Type = status.Type ?? NodeType.Irregular,
        Permissions = status.Permissions,
        UserId = status.UserId,
        GroupId = status.GroupId,
        ModifiedAt = status.ModifiedAt,
        Size = status.Size,
        Links = status.Links,
        Inode = status.Inode,
        FileSystem = status.DeviceId,
        Device = (
            (uint)((status.Device >> 8 & 0xfff) | (status.Device >> 32 & 0xfffff000)),
            (uint)((status.Device & 0xff) | (status.Device >> 12 & 0xffffff00))),
        Target = target,
    };
}
