using Archivist.Platform.Files;

namespace Archivist.App.Cli;

/// <summary>A stream to read that is opened with the first read, when all that could be refused before has been.</summary>
internal sealed class OpenedLater(Func<Stream> open) : ForwardStream
{
    private Stream? _opened;

    private Stream Opened => _opened ??= open();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Opened.ReadAsync(buffer, cancellationToken);

    public override int Read(Span<byte> buffer) => Opened.Read(buffer);
}
