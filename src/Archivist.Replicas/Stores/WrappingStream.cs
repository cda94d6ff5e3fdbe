using Archivist.Platform.Files;

namespace Archivist.Replicas.Stores;

/// <summary>A stream over another one that it owns. Kinds differ in what reading does; all can be read synchronously too.</summary>
internal abstract class WrappingStream(Stream inner) : ForwardStream
{
    protected Stream Inner { get; } = inner;

    public abstract override int Read(Span<byte> buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
        base.Dispose(disposing);
    }
}
