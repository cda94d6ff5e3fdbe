using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Mounting;

/// <summary>
/// Reads the kernel's requests one after the other, has them answered concurrently, and writes the answers. Ends when the file system is
/// unmounted or when it is cancelled.
/// </summary>
internal sealed class FuseConnection(SafeFileHandle device, SnapshotFileSystem fileSystem)
{
    private const int MostUnderWay = 64;

    private readonly ConcurrentDictionary<ulong, CancellationTokenSource> _underWay = new();
    private readonly SemaphoreSlim _places = new(MostUnderWay);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Serves until the end; cancelling is an end like any other.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var wake = Libc.EventDescriptor(0, Libc.OpenCloseOnExec);
        await using var registration = cancellationToken.Register(() => _ = Libc.Write(wake, MemoryMarshal.AsBytes<ulong>([1])[0], 8));
        // The kernel's descriptor is waited for by a thread of its own: there is no asynchronous way to read it.
        new Thread(() => ReadRequests(wake)) { IsBackground = true, Name = "fuse" }.Start();
        await _ended.Task;
        foreach (var request in _underWay.Values)
            await request.CancelAsync();
        for (var i = 0; i < MostUnderWay; i++)
            await _places.WaitAsync(CancellationToken.None);
    }

    private void ReadRequests(SafeFileHandle wake)
    {
        try
        {
            while (WaitForRequest(wake))
            {
                var buffer = ArrayPool<byte>.Shared.Rent(FuseProtocol.RequestBuffer);
                var length = Libc.Read(device, ref buffer[0], FuseProtocol.RequestBuffer);
                if (length >= FuseProtocol.RequestHeader)
                {
                    Dispatch(buffer, (int)length);
                    continue;
                }

                var error = Marshal.GetLastPInvokeError();
                ArrayPool<byte>.Shared.Return(buffer);
                // Taken back before it was read, or nothing there after all; anything else, such as "no device", is the end.
                if (length >= 0 || error is not (FuseProtocol.NotFound or FuseProtocol.Interrupted or FuseProtocol.TryAgain))
                    break;
            }

            _ended.TrySetResult();
        }
        catch (Exception cause)
        {
            // The edge of a thread: the cause reaches the caller that waits for the end.
            _ended.TrySetException(cause);
        }
    }

    /// <summary>False when the connection is to end.</summary>
    private bool WaitForRequest(SafeFileHandle wake)
    {
        const int Interrupted = 4;
        Span<Libc.Waiting> entries = stackalloc Libc.Waiting[2];
        while (true)
        {
            entries[0] = new Libc.Waiting { Descriptor = (int)device.DangerousGetHandle(), Events = Libc.HasInput };
            entries[1] = new Libc.Waiting { Descriptor = (int)wake.DangerousGetHandle(), Events = Libc.HasInput };
            if (Libc.Wait(ref entries[0], 2, -1) < 0)
            {
                if (Marshal.GetLastPInvokeError() == Interrupted)
                    continue;
                return false;
            }

            return entries[1].Results == 0;
        }
    }

    private void Dispatch(byte[] buffer, int length)
    {
        var operation = MemoryMarshal.Read<uint>(buffer.AsSpan(4));
        var unique = MemoryMarshal.Read<ulong>(buffer.AsSpan(8));
        var id = MemoryMarshal.Read<ulong>(buffer.AsSpan(16));
        var body = buffer.AsMemory(FuseProtocol.RequestHeader, length - FuseProtocol.RequestHeader);
        switch (operation)
        {
            case FuseProtocol.Initialize:
                using (var greeting = Greet(body.Span))
                    Write(greeting, unique);
                break;
            case FuseProtocol.Forget when body.Length >= 8:
                fileSystem.Forget(id, MemoryMarshal.Read<ulong>(body.Span));
                break;
            case FuseProtocol.BatchForget when body.Length >= 8:
                for (var i = 0; i < MemoryMarshal.Read<uint>(body.Span) && 8 + 16 * (i + 1) <= body.Length; i++)
                    fileSystem.Forget(MemoryMarshal.Read<ulong>(body.Span[(8 + 16 * i)..]), MemoryMarshal.Read<ulong>(body.Span[(16 + 16 * i)..]));
                break;
            case FuseProtocol.Interrupt when body.Length >= 8:
                if (_underWay.TryGetValue(MemoryMarshal.Read<ulong>(body.Span), out var interrupted))
                    interrupted.Cancel();
                break;
            default:
                // Blocks the thread that reads the device, which has nothing else to do: requests beyond the limit wait in the kernel.
                _places.Wait();
                var stop = new CancellationTokenSource();
                _underWay[unique] = stop;
                _ = Task.Run(() => AnswerAsync(operation, unique, id, buffer, body, stop), CancellationToken.None);
                return;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task AnswerAsync(uint operation, ulong unique, ulong id, byte[] buffer, ReadOnlyMemory<byte> body, CancellationTokenSource stop)
    {
        try
        {
            using var reply = await fileSystem.AnswerAsync(operation, id, body, stop.Token);
            Write(reply, unique);
        }
        catch (Exception cause)
        {
            // The edge of a job. An answer that cannot be made is a bug, which must not leave the asking program hanging.
            using var reply = new FuseReply(0);
            reply.Fail(FuseProtocol.InputOutput);
            Write(reply, unique);
            fileSystem.OnDamage?.Invoke("/", new Cause.Detail(cause.ToString()));
        }
        finally
        {
            // Not disposed: an interrupt may still be on its way to it.
            _underWay.TryRemove(unique, out _);
            ArrayPool<byte>.Shared.Return(buffer);
            _places.Release();
        }
    }

    private static FuseReply Greet(ReadOnlySpan<byte> body)
    {
        const uint Wanted = FuseProtocol.AsynchronousReads | FuseProtocol.BigWrites | FuseProtocol.ReadsFolderPlus | FuseProtocol.ReadsFolderPlusWhenUseful
            | FuseProtocol.ParallelFolders | FuseProtocol.MaximumPages | FuseProtocol.CachesLinks;
        var reply = new FuseReply(64);
        if (body.Length < 16)
        {
            reply.Fail(FuseProtocol.Invalid);
            return reply;
        }

        var major = MemoryMarshal.Read<uint>(body);
        var minor = MemoryMarshal.Read<uint>(body[4..]);
        if (major < FuseProtocol.Major || (major == FuseProtocol.Major && minor < FuseProtocol.OldestMinor))
        {
            reply.Fail(71);
            return reply;
        }

        // A newer major version is answered with ours, and the kernel asks again; its later fields are not for us.
        var flags = major == FuseProtocol.Major ? MemoryMarshal.Read<uint>(body[12..]) & Wanted : 0;
        reply.Number(FuseProtocol.Major).Number(Math.Min(minor, FuseProtocol.Minor)).Number(MemoryMarshal.Read<uint>(body[8..])).Number(flags)
            .Number((ushort)32).Number((ushort)24).Number((uint)FuseProtocol.LargestWrite).Number(1U)
            .Number((ushort)(FuseProtocol.LargestRead / 4096)).Number((ushort)0).Zeros(32);
        return reply;
    }

    private void Write(FuseReply reply, ulong unique)
    {
        var message = reply.Finish(unique);
        // Refused when the request was interrupted meanwhile or the file system is gone: no one waits for this answer then.
        _ = Libc.Write(device, message[0], (nuint)message.Length);
    }
}
