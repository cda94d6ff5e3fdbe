using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.FileSystem;

/// <summary>
/// Events of directories, as the kernel reports them (man 7 inotify). What is written through memory maps, and what another machine does on a network file system, it does not report. One thread reads;
/// the other members are thread-safe.
/// </summary>
internal sealed class DirectoryEvents : IDisposable
{
    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;
    private const uint OnlyDirectories = 0x0100_0000, WithoutUnlinked = 0x0400_0000;

    private const uint Wanted = (uint)(
        DirectoryEventKind.Written | DirectoryEventKind.AttributesChanged | DirectoryEventKind.ClosedAfterWriting | DirectoryEventKind.MovedAway | DirectoryEventKind.MovedHere
        | DirectoryEventKind.Created | DirectoryEventKind.Removed | DirectoryEventKind.RemovedItself | DirectoryEventKind.MovedItself) | OnlyDirectories | WithoutUnlinked;

    private readonly SafeFileHandle _events;
    private readonly SafeFileHandle _stop;
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <exception cref="NativeIOException">The kernel refuses, as it does when the user has too many of them (fs.inotify.max_user_instances).</exception>
    internal DirectoryEvents()
    {
        _events = Valid(Libc.BeginWatching(CloseOnExec | NonBlocking), "inotify");
        try
        {
            _stop = Valid(Libc.EventDescriptor(0, CloseOnExec), "eventfd");
        }
        catch
        {
            _events.Dispose();
            throw;
        }
    }

    /// <summary>Watches a directory; one that is watched already keeps its number.</summary>
    /// <exception cref="NativeIOException">The kernel refuses; <see cref="KernelError.NoSpace"/> when the user has too many watches (fs.inotify.max_user_watches).</exception>
    internal int Add(Folder folder)
    {
        Span<byte> path = stackalloc byte[Folder.LongestOwnPath];
        folder.WriteOwnPath(path);
        var watch = Libc.AddWatch(_events, path[0], Wanted);
        return watch >= 0 ? watch : throw new NativeIOException("a directory to watch", Marshal.GetLastPInvokeError());
    }

    /// <summary>Ends a watch; one that is gone already is none.</summary>
    internal void Remove(int watch) => _ = Libc.RemoveWatch(_events, watch);

    /// <summary>Waits for events; false when <see cref="Stop"/> was called.</summary>
    internal bool Wait()
    {
        Span<Libc.Waiting> waiting =
        [
            new() { Descriptor = (int)_events.DangerousGetHandle(), Events = Libc.HasInput },
            new() { Descriptor = (int)_stop.DangerousGetHandle(), Events = Libc.HasInput },
        ];
        while (Libc.Wait(ref waiting[0], (nuint)waiting.Length, -1) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Libc.Interrupted)
                throw new NativeIOException("events of directories", error);
        }

        return waiting[1].Results == 0;
    }

    /// <summary>Reads what there is, without waiting.</summary>
    internal IReadOnlyList<DirectoryEvent> Read()
    {
        var length = Libc.Read(_events, ref _buffer[0], (nuint)_buffer.Length);
        if (length < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is Libc.NothingYet or Libc.Interrupted ? [] : throw new NativeIOException("events of directories", error);
        }

        return Parse(_buffer.AsSpan(0, (int)length));
    }

    /// <summary>Makes <see cref="Wait"/> return.</summary>
    internal void Stop()
    {
        Span<byte> one = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(one, 1);
        _ = Libc.Write(_stop, one[0], sizeof(ulong));
    }

    public void Dispose()
    {
        _events.Dispose();
        _stop.Dispose();
    }

    /// <summary>struct inotify_event: watch (4), kind (4), cookie (4), length of the name (4), the name with zeros to a boundary.</summary>
    private static List<DirectoryEvent> Parse(ReadOnlySpan<byte> records)
    {
        const int Head = 16;
        var events = new List<DirectoryEvent>();
        while (records.Length >= Head)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(records[12..]);
            var name = records.Slice(Head, length);
            var end = name.IndexOf((byte)0);
            events.Add(new DirectoryEvent(
                BinaryPrimitives.ReadInt32LittleEndian(records), (DirectoryEventKind)BinaryPrimitives.ReadUInt32LittleEndian(records[4..]),
                length == 0 ? null : new FileName(name[..(end < 0 ? length : end)].ToArray())));
            records = records[(Head + length)..];
        }

        return events;
    }

    private static SafeFileHandle Valid(SafeFileHandle handle, string thing)
    {
        if (!handle.IsInvalid)
            return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new NativeIOException(thing, error);
    }
}
