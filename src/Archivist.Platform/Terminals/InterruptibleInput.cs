using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Terminals;

/// <summary>
/// Input that may be silent for as long as it likes: a pipe, a FIFO that no one writes to, a terminal. Opening never waits, and a read that waits ends when it
/// is cancelled, which those of System.IO do not. One reader at a time.
/// </summary>
public sealed class InterruptibleInput : Stream
{
    private const int StandardInput = 0, LookEveryMilliseconds = 100, TryAgain = 11, DoNotBlock = 0x800;

    private readonly SafeFileHandle _handle;
    private readonly string _name;

    private InterruptibleInput(SafeFileHandle handle, string name) => (_handle, _name) = (handle, name);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Standard input.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public static Stream OpenStandardInput() =>
        OperatingSystem.IsLinux() ? OpenDescriptor(StandardInput, "standard input") : Console.OpenStandardInput();

    /// <summary>A descriptor that this process was started with. Disposing leaves it open.</summary>
    /// <exception cref="IOException">It is closed, whatever the runtime has opened under its number since.</exception>
    public static Stream OpenDescriptor(int descriptor, string name)
    {
        var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        if (!OperatingSystem.IsLinux())
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return IsInherited(descriptor)
            ? new InterruptibleInput(handle, name)
            : throw new IOException($"{name} is closed");
    }

    /// <summary>
    /// True when this process was started with that descriptor. One that its parent had closed gets its number from the next file that the runtime opens;
    /// but what is closed on exec was not inherited through one.
    /// </summary>
    public static bool IsInherited(int descriptor)
    {
        const int GetFlags = 1, CloseOnExec = 1;
        return !OperatingSystem.IsLinux() || (Libc.Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);
    }

    /// <summary>A file, a FIFO or a device.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Stream Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        var handle = Libc.Open(path, Libc.ReadOnlyCloseOnExec | DoNotBlock);
        return handle.IsInvalid ? throw KernelError.Last($"cannot open {path}") : new InterruptibleInput(handle, path);
    }

    /// <summary>The whole content of a file or FIFO.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var input = Open(path);
        return await ReadAllAsync(input, cancellationToken);
    }

    /// <summary>The rest of an input.</summary>
    public static async Task<byte[]> ReadAllAsync(Stream input, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await input.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Read(buffer.Span, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count), CancellationToken.None);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Read(buffer, CancellationToken.None);

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();
        base.Dispose(disposing);
    }

    private int Read(Span<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waiting = new Libc.Waiting { Descriptor = (int)_handle.DangerousGetHandle(), Events = Libc.HasInput };
            if (Libc.Wait(ref waiting, 1, LookEveryMilliseconds) <= 0)
                continue;
            var length = Libc.Read(_handle, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (length >= 0)
                return (int)length;
            if (Marshal.GetLastPInvokeError() is not (TryAgain or KernelError.Interrupted))
                throw KernelError.Last($"cannot read {_name}");
        }

        return 0;
    }
}
