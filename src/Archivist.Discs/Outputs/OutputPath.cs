using Archivist.Discs.Problems;
using Archivist.Platform.Blocks;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Outputs;

/// <summary>Looks at the name of an output before any work is done, so that nothing is replaced, or written through, unasked.</summary>
public static class OutputPath
{
    /// <summary>Determines the kind of an output. An existing file is refused unless <paramref name="mayReplace"/>; a link is itself replaced and never followed.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the name is taken, lies in a repository, or is a directory, a device that takes no image or a link to one.
    /// </exception>
    public static OutputKind Require(string path, bool mayReplace)
    {
        if (path.Length == 0)
            throw Refused("", OutputFault.NameEmpty);
        if (!IsBelowDev(path))
            RequireNoRepository(path);
        if (Find(path, FileLookup.FindLink) is not { } entry)
            return OutputKind.File;
        var isLink = entry.Kind is FileKind.Link;
        var kind = isLink ? Find(path, FileLookup.Find)?.Kind : entry.Kind;
        // Links below /dev are names of devices, made by the system.
        if (isLink && !IsBelowDev(path) && kind is FileKind.BlockDevice or FileKind.CharacterDevice)
            throw Refused(path, OutputFault.LinkToDevice);
        switch (kind)
        {
            case FileKind.BlockDevice:
                return OutputKind.Disk;
            case FileKind.Pipe:
                return OutputKind.Stream;
            case FileKind.CharacterDevice when IsSink(path):
                return OutputKind.Stream;
            case FileKind.CharacterDevice or FileKind.Socket:
                throw Refused(path, OutputFault.NotForImages);
            case FileKind.Directory:
                throw Refused(path, OutputFault.Directory);
        }

        if (IsBelowDev(path) && isLink)
            throw Refused(path, OutputFault.OpenFile);
        return mayReplace ? OutputKind.File
            : throw Refused(path, isLink ? OutputFault.Link : OutputFault.Exists);
    }

    /// <summary>Requires an output that is a file, for verbs that write nothing else.</summary>
    /// <exception cref="ArchivistException">As <see cref="Require"/>, and for disks and pipes.</exception>
    public static void RequireFile(string path, bool mayReplace)
    {
        if (Require(path, mayReplace) is not OutputKind.File)
            throw Refused(path, OutputFault.DeviceOrPipe);
    }

    /// <summary>
    /// Requires a file that is changed in place: an ordinary one, no link unless that is asked for, and not one that lies under a loop device or is swapped to.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>, or <see cref="Failure.MediumFailed"/> when there is none.</exception>
    public static void RequireInPlace(string path, bool mayFollow)
    {
        if (Find(path, FileLookup.Find) is not { } found)
            throw new ArchivistException(new ImageFileMissing(path));
        if (found.Kind is not FileKind.File)
            throw Refused(path, OutputFault.NotAFile);
        if (!mayFollow && Find(path, FileLookup.FindLink) is { Kind: FileKind.Link })
            throw Refused(path, OutputFault.LinkInPlace);
        RequireNoRepository(path);
        if (new DiskUse().UserOfFile(Path.GetFullPath(path)) is { } user)
            throw new ArchivistException(new OutputInUse(path, user));
    }

    /// <summary>Requires an image that is changed in place, or, with an output, another file for the changed copy.</summary>
    /// <exception cref="ArchivistException">As <see cref="RequireInPlace"/>, or as <see cref="RequireDistinct"/> and <see cref="RequireFile"/>.</exception>
    public static void RequireInPlaceOrCopy(string image, string? output, bool mayReplace)
    {
        if (output is null)
        {
            RequireInPlace(image, mayReplace);
            return;
        }

        RequireDistinct(output, image);
        RequireFile(output, mayReplace);
    }

    /// <summary>Refuses an output that would lie inside of a directory whose content goes into images.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it lies there; <see cref="Failure.Failed"/>: one of them cannot be looked up, so that is unknown.</exception>
    public static void RequireOutside(string path, IEnumerable<(string Directory, OutputFault What)> places)
    {
        var inner = places.Select(place => (place.What, Found: Find(place.Directory, FileLookup.Find))).Where(place => place.Found is not null).ToList();
        for (var above = Path.GetDirectoryName(Path.GetFullPath(path)); above is not null; above = Path.GetDirectoryName(above))
        {
            if (Find(above, FileLookup.Find) is { } directory && inner.FirstOrDefault(place => place.Found!.Value.IsSameAs(directory)) is { What: var what, Found: not null })
                throw Refused(path, what);
        }
    }

    /// <summary>Refuses an output that is the same file as the input, under any name.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is; <see cref="Failure.Failed"/>: one of them cannot be looked up.</exception>
    public static void RequireDistinct(string path, string source)
    {
        if (Find(path, FileLookup.Find) is { } output && Find(source, FileLookup.Find) is { } read && output.IsSameAs(read))
            throw Refused(path, OutputFault.Source, source);
    }

    /// <summary>Nothing but objects belongs in the directories of a repository, and nothing in them may be replaced.</summary>
    private static void RequireNoRepository(string path)
    {
        if (Find(path, RepositoryFolder.FindHolding) is { } repository)
            throw Refused(path, OutputFault.InRepository, repository);
    }

    private static T Find<T>(string path, Func<string, T> look)
    {
        try
        {
            return look(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new PathNotReadable(path, Cause.Of(e)), e);
        }
    }

    private static bool IsBelowDev(string path) => Path.GetFullPath(path) is var full
        && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal)) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static bool IsSink(string path) => Path.GetFullPath(path) is "/dev/null" or "/dev/full";

    private static ArchivistException Refused(string path, OutputFault fault, string? other = null) => new(new OutputRefused(path, fault, other));
}
