using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Terminals;

/// <summary>
/// An output that this process was started with, written as it is: the runtime's console would set up the terminal first, and its files would keep an offset
/// of their own where two streams share one. What write(2) reports is heard, but for a reader that has had enough. One writer at a time.
/// </summary>
public sealed class InheritedOutput : Stream
{
    private const int TryAgain = 11, NoReader = 32, LookEveryMilliseconds = 100;

    private readonly SafeFileHandle _handle;
    private readonly string _name;

    private InheritedOutput(SafeFileHandle handle, string name) => (_handle, _name) = (handle, name);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Standard output. Disposing leaves it open.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public static Stream OpenStandardOutput() => OperatingSystem.IsLinux() ? Open(1, "standard output") : Console.OpenStandardOutput();

    /// <summary>Standard error. Disposing leaves it open.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public static Stream OpenStandardError() => OperatingSystem.IsLinux() ? Open(2, "standard error") : Console.OpenStandardError();

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Libc.Write(_handle, in MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (Marshal.GetLastPInvokeError() is TryAgain)
                WaitForRoom();
            else if (Marshal.GetLastPInvokeError() is NoReader)
                return;
            else if (Marshal.GetLastPInvokeError() is not KernelError.Interrupted)
                throw KernelError.Last($"cannot write to {_name}");
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();
        base.Dispose(disposing);
    }

    private static InheritedOutput Open(int descriptor, string name) => InterruptibleInput.IsInherited(descriptor)
        ? new InheritedOutput(new SafeFileHandle(descriptor, ownsHandle: false), name)
        : throw new IOException($"{name} is closed");

    /// <summary>Waits, because the process that made the descriptor non-blocking shares it with us.</summary>
    private void WaitForRoom()
    {
        var waiting = new Libc.Waiting { Descriptor = (int)_handle.DangerousGetHandle(), Events = Libc.HasRoom };
        _ = Libc.Wait(ref waiting, 1, LookEveryMilliseconds);
    }
}
