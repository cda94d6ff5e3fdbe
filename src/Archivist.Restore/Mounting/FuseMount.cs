using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Restore.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Mounting;

/// <summary>
/// A mount point and the kernel's end of it: mounted by the system call for root, and for others by <c>fusermount3</c>, which hands the
/// descriptor over.
/// </summary>
internal sealed class FuseMount : IAsyncDisposable
{
    private readonly string _point;
    private readonly bool _isRoot;

    private FuseMount(string point, SafeFileHandle device, bool isRoot)
    {
        _point = point;
        Device = device;
        _isRoot = isRoot;
    }

    /// <summary>Requests are read from here, and answers written.</summary>
    internal SafeFileHandle Device { get; }

    /// <summary>A point that is not a directory is <see cref="Failure.Usage"/>.</summary>
    internal static void RequirePoint(string point)
    {
        if (FileLookup.Find(point) is not { } found)
            throw new ArchivistException(new MountPointNotFound(point));
        if (found.Kind is not FileKind.Directory)
            throw new ArchivistException(new MountPointNotDirectory(point));
    }

    internal static async Task<FuseMount> OpenAsync(string point, bool allowOther, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly(point));
        return Libc.GetEffectiveUserId() == 0
            ? new FuseMount(point, Mount(point, allowOther), isRoot: true)
            : new FuseMount(point, await ReceiveAsync(point, allowOther, cancellationToken), isRoot: false);
    }

    /// <summary>Unmounts the file system even while it is in use; one that is already gone is not an error.</summary>
    public async ValueTask DisposeAsync()
    {
        // Closing first ends every request that is under way; the mount point is then empty and can be taken off.
        Device.Dispose();
        if (_isRoot)
            _ = Libc.Unmount(_point, Libc.UnmountDetach);
        else
            await ToolProcess.RunAsync(new ToolCommand("fusermount3", ["-u", "-q", "-z", "--", _point]), CancellationToken.None);
    }

    private static SafeFileHandle Mount(string point, bool allowOther)
    {
        var device = Libc.Open("/dev/fuse", Libc.OpenReadWrite | Libc.OpenCloseOnExec | Libc.OpenNonBlocking);
        if (device.IsInvalid)
            throw new ArchivistException(new FuseUnavailable(LastError()));
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"fd={device.DangerousGetHandle()},rootmode=40000,user_id=0,group_id=0{(allowOther ? ",allow_other,default_permissions" : "")}");
        if (Libc.Mount("archivist", point, "fuse.archivist", Libc.MountReadOnly | Libc.MountNoSetUserId | Libc.MountNoDevices, options) == 0)
            return device;
        var refused = LastError();
        device.Dispose();
        throw new ArchivistException(new MountRefused(point, refused));
    }

    private static Cause LastError() => new Cause.Kernel(Marshal.GetLastPInvokeError());

    /// <summary>man 1 fusermount3: it mounts on behalf of an ordinary user, and sends the descriptor over a socket that it inherits.</summary>
    private static async Task<SafeFileHandle> ReceiveAsync(string point, bool allowOther, CancellationToken cancellationToken)
    {
        const int UnixDomain = 1, Stream = 1;
        Span<int> pair = stackalloc int[2];
        if (Libc.SocketPair(UnixDomain, Stream, 0, ref pair[0]) != 0)
            throw new ArchivistException(new MountRefused(point, LastError()));
        using var ours = new SafeFileHandle(pair[0], ownsHandle: true);
        var theirs = pair[1];
        ToolResult result;
        try
        {
            result = await ToolProcess.RunAsync(
                new ToolCommand(
                    "fusermount3",
                    ["-o", "ro,nosuid,nodev,fsname=archivist,subtype=archivist" + (allowOther ? ",allow_other,default_permissions" : ""), "--", point])
                {
                    Package = "fuse3",
                    Environment = new Dictionary<string, string?> { ["_FUSE_COMMFD"] = theirs.ToString(CultureInfo.InvariantCulture) },
                },
                cancellationToken);
        }
        finally
        {
            _ = Libc.Close(theirs);
        }

        if (result.ExitCode != 0)
            throw new ArchivistException(new FusermountFailed(point, result.ErrorText.Trim().Split('\n')[^1].Replace("fusermount3: ", "", StringComparison.Ordinal), allowOther));
        return Receive(ours) ?? throw new ArchivistException(new FusermountSilent(point));
    }

    /// <summary>man 3 cmsg: a header of 16 bytes (length, SOL_SOCKET, SCM_RIGHTS), then the descriptor.</summary>
    private static unsafe SafeFileHandle? Receive(SafeFileHandle socket)
    {
        const int Rights = 1, SocketLevel = 1, CloseOnExec = 0x40000000;
        byte letter = 0;
        var control = stackalloc byte[24];
        var vector = new Libc.IoVector { Base = &letter, Length = 1 };
        var message = new Libc.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 24 };
        if (Libc.ReceiveMessage(socket, &message, CloseOnExec) <= 0 || message.ControlLength < 20)
            return null;
        var received = new ReadOnlySpan<byte>(control, 24);
        return BinaryPrimitives.ReadInt32LittleEndian(received[8..]) == SocketLevel && BinaryPrimitives.ReadInt32LittleEndian(received[12..]) == Rights
            ? new SafeFileHandle(BinaryPrimitives.ReadInt32LittleEndian(received[16..]), ownsHandle: true)
            : null;
    }
}
