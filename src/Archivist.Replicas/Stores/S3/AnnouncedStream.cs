namespace Archivist.Replicas.Stores.S3;

/// <summary>
/// Gives the SDK the length of a body, and can seek: the SDK sends what cannot in signed chunks, which many services do not understand. The bytes themselves go past it
/// (<see cref="S3Exchange.Body"/>), so that it is never read.
/// </summary>
internal sealed class AnnouncedStream(long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The SDK reads a body that is sent past it.");

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
