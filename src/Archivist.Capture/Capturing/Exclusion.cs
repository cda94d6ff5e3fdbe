using Archivist.Capture.Selecting;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;

namespace Archivist.Capture.Capturing;

/// <summary>Decides which entries are excluded; costs nothing without rules.</summary>
internal sealed class Exclusion(SourceSelection selection)
{
    private readonly bool _hasPatterns = !selection.Excludes.IsEmpty || !selection.ExcludesOfAnyCase.IsEmpty;
    private readonly HashSet<ulong> _devices = [];

    /// <summary>Whether the patterns exclude this entry.</summary>
    internal bool Covers(byte[] folder, FileName name)
    {
        if (!_hasPatterns)
            return false;
        var length = folder.Length + 1 + name.Bytes.Length;
        Span<byte> path = length <= 1024 ? stackalloc byte[length] : new byte[length];
        folder.CopyTo(path);
        path[folder.Length] = (byte)'/';
        name.Bytes.CopyTo(path[(folder.Length + 1)..]);
        return selection.Excludes.Cover(path) || selection.ExcludesOfAnyCase.Cover(path);
    }

    /// <summary>Notes the file systems of the sources, to stay on them. Of a source that cannot be looked at, the walk meets the cause and reports it.</summary>
    internal void AllowDevicesOf(IEnumerable<string> sources)
    {
        foreach (var source in selection.OneFileSystem ? sources : [])
        {
            if (SourcePath.TryStatus(source) is { } status)
                _devices.Add(status.DeviceId);
        }
    }

    /// <summary>Whether the entry is excluded for its size or its file system.</summary>
    internal bool Covers(in FileStatus status) =>
        status.Type is not NodeType.Directory && (status.Size > selection.LargestFile || IsElsewhere(status));

    /// <summary>Whether the entry lies on a file system that must not be entered.</summary>
    internal bool IsElsewhere(in FileStatus status) => selection.OneFileSystem && !_devices.Contains(status.DeviceId);

    /// <summary>The marker files in this directory; null, as nearly always, when there are none.</summary>
    internal List<FileName>? MarksOf(Folder folder)
    {
        List<FileName>? found = null;
        foreach (var mark in selection.Marks)
        {
            if (IsMarked(folder, mark))
                (found ??= []).Add(mark.FileName);
        }

        return found;
    }

    private static bool IsMarked(Folder folder, FolderMark mark)
    {
        try
        {
            if (mark.HeaderBytes.Length == 0)
            {
                folder.StatusOf(mark.FileName);
                return true;
            }

            using var file = folder.OpenFile(mark.FileName);
            var header = new byte[mark.HeaderBytes.Length];
            var length = 0;
            while (length < header.Length)
            {
                var read = RandomAccess.Read(file, header.AsSpan(length), length);
                if (read == 0)
                    return false;
                length += read;
            }

            return header.AsSpan().SequenceEqual(mark.HeaderBytes);
        }
        catch (IOException)
        {
            // A marker that cannot be read excludes nothing: capturing too much is better than too little.
            return false;
        }
    }
}
