using Archivist.Capture.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Capturing;

/// <summary>Content that comes through a pipe and is kept as one file.</summary>
/// <param name="Content">Read to its end.</param>
/// <param name="Path">Where it stands in the snapshot, such as <c>/stdin</c>.</param>
public sealed record SourceStream(Stream Content, string Path)
{
    /// <summary>Called when everything was read, before the snapshot is stored: throws when the content is incomplete.</summary>
    public Func<CancellationToken, Task>? EndAsync { get; init; }

    /// <summary>Called when the capture is over, however it ended.</summary>
    public Action? Stop { get; init; }

    /// <summary>Names content with a path as the operator wrote it; an invalid one is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the name is not a file name (<see cref="StreamNameInvalid"/>).</exception>
    public static SourceStream Named(string name, Stream content)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && parts.All(part => FileName.Of(part).IsSafe)
            ? new SourceStream(content, "/" + string.Join('/', parts))
            : throw new ArchivistException(new StreamNameInvalid(name));
    }
}
