using System.Text;
using Archivist.Capture.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Selecting;

/// <summary>A marker file whose presence excludes the content of its directory; the directory and the marker themselves are captured.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Header">What the file must begin with; empty for anything.</param>
public sealed record FolderMark(string Name, string Header)
{
    /// <summary>The mark of the Cache Directory Tagging Specification (bford.info/cachedir).</summary>
    public static FolderMark Cache { get; } = new("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");

    /// <summary>Reads <c>NAME</c> or <c>NAME:HEADER</c>; without a name, or with a directory in it, it is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is not a file name (<see cref="CacheMarkInvalid"/>).</exception>
    public static FolderMark Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (name, header) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return FileName.Of(name).IsSafe
            ? new FolderMark(name, header)
            : throw new ArchivistException(new CacheMarkInvalid(text));
    }

    internal FileName FileName { get; } = FileName.Of(Name);

    internal byte[] HeaderBytes { get; } = Encoding.UTF8.GetBytes(Header);
}
