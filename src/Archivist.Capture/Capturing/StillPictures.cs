using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Archivist.Capture.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;

namespace Archivist.Capture.Capturing;

/// <summary>
/// Pictures of the file systems that a walk comes to. Of a Btrfs subvolume it is a read-only snapshot at the subvolume's top, taken when the walk enters the first directory of it; everything below is
/// read from there. Other file systems are read as they are. Disposing removes the pictures. Thread-safe, but for <see cref="Dispose"/>.
/// </summary>
/// <remarks>A picture is locked while its process lives. One that is not locked was left by a process that was killed, and is removed before another one of that subvolume is taken.</remarks>
/// <param name="tally">Hears of pictures that cannot be removed.</param>
/// <param name="isAllowed">Pictures may be taken; only root can always remove them again.</param>
internal sealed class StillPictures(CaptureTally tally, bool isAllowed) : IDisposable
{
    private const int Digits = 16;

    private static ReadOnlySpan<byte> Prefix => ".archivist-picture-"u8;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Picture?> _pictures = [];
    private readonly List<Folder> _places = [];
    private readonly ConcurrentDictionary<(ulong Device, bool IsStill), Reading> _readings = new();
    private readonly Mounts _mounts = Mounts.Read();

    /// <summary>What was read, by the paths of the file systems. Valid when the walk has ended.</summary>
    internal IReadOnlyList<FileSystemReading> Readings =>
        [.. _readings.OrderBy(entry => new FileName(entry.Value.Path)).Select(entry => new FileSystemReading(
            PathText.Shown(entry.Value.Path), entry.Value.Type, entry.Key.IsStill, entry.Value.Files, entry.Value.ChangedFiles))];

    /// <summary>Whether an entry is such a picture, of whichever run; as part of another picture it is an empty directory.</summary>
    internal static bool IsPicture(FileName name, in FileStatus status) =>
        IsPicture(name) && status is { Type: NodeType.Directory, Inode: Folder.SubvolumeTop or Folder.SubvolumeGap };

    private static bool IsPicture(FileName name) =>
        name.Bytes.Length == Prefix.Length + Digits && name.Bytes.StartsWith(Prefix)
        && name.Bytes[Prefix.Length..].IndexOfAnyExcept("0123456789abcdef"u8) < 0;

    /// <summary>Opens a directory inside another. What is no part of the picture that it was met in, a mount or a subvolume, is opened in the running system, and may get a picture of its own.</summary>
    /// <param name="folder">The directory around it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="path">The same as the walk names it.</param>
    /// <param name="status">Its status, as met.</param>
    /// <param name="toPass">Only to reach what lies below; then there is no picture of it.</param>
    internal (Folder Folder, FileStatus Status) Open(Folder folder, FileName name, byte[] path, FileStatus status, bool toPass = false)
    {
        if (folder.Place is { } place)
        {
            if (status.Inode != Folder.SubvolumeGap && !place.Mounts.Contains(new FileName(path)))
                return (folder.Open(name, toPass), status);
            var live = Enter(place.Live.OpenFolderBelow(path.AsSpan(place.Path.Length)), path);
            return (live, live.OwnStatus());
        }

        var opened = folder.Open(name, toPass);
        if (toPass)
            return (opened, status);
        opened = Enter(opened, path);
        return (opened, opened.OwnStatus());
    }

    /// <summary>The same directory in a picture where there can be one; otherwise as it is.</summary>
    /// <param name="live">In the running system. Not to be used, nor disposed, any more.</param>
    /// <param name="path">The same as the walk names it.</param>
    internal Folder Enter(Folder live, byte[] path)
    {
        if (live.Place is not null)
            return live;
        var status = live.OwnStatus();
        lock (_lock)
        {
            if (!_pictures.TryGetValue(status.DeviceId, out var picture))
                _pictures.Add(status.DeviceId, picture = TryTake(live, status.DeviceId));
            return picture is not null && TryFind(picture, live, path, status) is { } still ? still : live;
        }
    }

    /// <summary>Counts a file that the walk takes.</summary>
    internal void Count(Folder folder, in FileStatus status) => ReadingOf(folder, status.DeviceId).AddFile();

    /// <summary>Notices whether a file changed since it was opened. In a picture nothing does.</summary>
    internal void Compare(Folder folder, in FileStatus before, in FileStatus after)
    {
        if (folder.Place is null && (before.Size != after.Size || !before.ModifiedAt.IsSameMoment(after.ModifiedAt) || !before.ChangedAt.IsSameMoment(after.ChangedAt)))
            ReadingOf(folder, before.DeviceId).AddChanged();
    }

    public void Dispose()
    {
        foreach (var place in _places)
            place.Dispose();
        foreach (var picture in _pictures.Values.OfType<Picture>())
        {
            if (picture.Name is { } name)
                Remove(picture.Live, picture.RealPath, name);
            picture.Still.Dispose();
            picture.Live.Dispose();
        }

        _pictures.Clear();
    }

    private Reading ReadingOf(Folder folder, ulong device)
    {
        var key = (device, folder.Place is not null);
        return _readings.TryGetValue(key, out var known) ? known : _readings.GetOrAdd(key, Begin(folder, device));
    }

    private Reading Begin(Folder folder, ulong device)
    {
        if (folder.Place is null)
        {
            var (path, type) = _mounts.Around(folder.RealPath());
            return new Reading(path, type);
        }

        lock (_lock)
            return new Reading(_pictures[device]!.RealPath, "btrfs");
    }

    private Folder? TryFind(Picture picture, Folder live, byte[] path, in FileStatus status)
    {
        var real = live.RealPath();
        if (Mounts.Relative(picture.RealPath, real) is not { } inside)
            return null;
        Folder still;
        try
        {
            still = picture.Still.OpenFolderBelow(inside);
        }
        catch (NativeIOException)
        {
            // It is younger than the picture, or was moved: it is read as it is.
            return null;
        }

        if (still.OwnStatus().Inode != status.Inode)
        {
            still.Dispose();
            return null;
        }

        _places.Add(live);
        var mounts = _mounts.Below(real).Select(mount => new FileName([.. path, .. mount])).ToHashSet();
        return still.In(new StillPlace(path, live, status.DeviceId, picture.Device, mounts));
    }

    /// <summary>Takes the picture of the subvolume that a directory is in; null where that is none, or it cannot be.</summary>
    private Picture? TryTake(Folder inside, ulong device)
    {
        Folder? top = null, still = null;
        try
        {
            top = isAllowed ? TryFindTop(inside, device) : null;
            if (top?.IsWritableSubvolume() is not { } isWritable)
                return null;
            var real = top.RealPath();
            // What cannot be changed is its own picture.
            if (!isWritable)
                return new Picture(real, null, top, still = top.Open(FileName.Of(".")), device);
            // As long as this one is open no other run looks for pictures here: between its making and its lock a picture looks like one that was left.
            using var turn = top.Open(FileName.Of("."));
            if (turn.TryLock())
                RemoveLeft(top, real);
            var name = new FileName([.. Prefix, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Digits / 2)))]);
            Change(top, folder => folder.MakePicture(name));
            still = top.Open(name);
            still.TryLock();
            return new Picture(real, name, top, still, still.OwnStatus().DeviceId);
        }
        catch (IOException)
        {
            // Full, mounted read-only, or not allowed: the running file system is read, and the result says so.
            return null;
        }
        finally
        {
            if (still is null)
                top?.Dispose();
        }
    }

    private static Folder? TryFindTop(Folder inside, ulong device)
    {
        var folder = inside.Open(FileName.Of("."));
        while (folder.OwnStatus() is var status && status.DeviceId == device && status.Inode != Folder.SubvolumeTop)
        {
            var above = folder.Open(FileName.Of(".."));
            var isRoot = above.OwnStatus() is var next && next.Inode == status.Inode && next.DeviceId == status.DeviceId;
            folder.Dispose();
            folder = above;
            if (isRoot)
                break;
        }

        if (folder.OwnStatus().DeviceId == device && folder.IsWritableSubvolume() is not null)
            return folder;
        folder.Dispose();
        return null;
    }

    private void RemoveLeft(Folder top, byte[] real)
    {
        foreach (var name in top.ListFolders().Where(IsPicture))
        {
            try
            {
                using var left = top.Open(name);
                if (left.IsWritableSubvolume() is false && left.TryLock())
                    Remove(top, real, name);
            }
            catch (IOException)
            {
                // Its own run has just removed it.
            }
        }
    }

    private void Remove(Folder top, byte[] real, FileName name)
    {
        try
        {
            Change(top, folder => folder.RemoveSubvolume(name));
        }
        catch (IOException cause)
        {
            tally.Note(new PictureLeft($"{DisplayPath.Of(real).TrimEnd('/')}/{name}", Cause.Of(cause)));
        }
    }

    /// <summary>Changes the entries of a subvolume's top, which keeps its times: they are the user's.</summary>
    private static void Change(Folder top, Action<Folder> change)
    {
        var before = top.OwnStatus();
        change(top);
        try
        {
            top.SetTimes(FileName.Of("."), before.AccessedAt, before.ModifiedAt);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException)
        {
            // Then the directory shows when the picture came or went, which harms nothing.
        }
    }

    private sealed record Picture(byte[] RealPath, FileName? Name, Folder Live, Folder Still, ulong Device);

    private sealed class Reading(byte[] path, string type)
    {
        private long _files, _changed;

        internal byte[] Path => path;

        internal string Type => type;

        internal long Files => Interlocked.Read(ref _files);

        internal long ChangedFiles => Interlocked.Read(ref _changed);

        internal void AddFile() => Interlocked.Increment(ref _files);

        internal void AddChanged() => Interlocked.Increment(ref _changed);
    }
}
