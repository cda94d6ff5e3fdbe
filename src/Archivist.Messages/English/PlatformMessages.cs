using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>English for the problems of the platform.</summary>
internal static class PlatformMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NoSpaceLeft(var path) => new Message($"cannot write {path}: no space is left on the device", "Free some space, or choose another place."),
        PathNotWritable(var path, var cause) => new Message($"cannot write {path}: {CauseText.Of(cause)}", "Choose another place."),
        PathNotReadable(var path, var cause, _) => new Message($"cannot read {path}: {CauseText.Of(cause)}", "Check that the file exists and that you may read it."),
        PathNotFound(var path) => new Message($"{path}: not found", "Check the path."),
        LinuxOnly(var path) => new Message($"cannot open {path}: this works on Linux only", "Run it on a Linux machine."),
        AttributesLost(_, var losses) => new Message(string.Join("; ", losses.Select(Of))),
        NotBlockSource(var path) => new Message($"{path} is neither a file nor a block device", "Choose a disk, a partition or an image file."),
        ToolMissing(var tool, var package) => new Message($"{tool}: not found on this machine", package is null ? "Install it, or add its directory to PATH." : $"Run: apt-get install {package}"),
        ToolNotStarted(var tool, var cause) => new Message($"cannot start {tool}: {CauseText.Of(cause)}"),
        ToolOutputTooLong(var tool, var limit) => new Message($"{tool} printed more than {Quantity.Bytes(limit)}"),
        ToolFailed(_, var tool, var code, var words) => new Message($"{tool} failed with exit code {code}{(words is null ? "" : $": {words.TrimEnd('.')}")}"),
        _ => FindNbd(problem),
    };

    private static string Of(AttributeLoss loss) => loss switch
    {
        AttributeLoss.NotListed(var error) => $"its extended attributes cannot be listed: {CauseText.Of(new Cause.Kernel(error))}",
        AttributeLoss.NameNotUtf8(var name) => $"its extended attribute {name} cannot be expressed: its name is not UTF-8",
        AttributeLoss.NotRead(var name, var error) => $"its extended attribute {name} cannot be read: {CauseText.Of(new Cause.Kernel(error))}",
        AttributeLoss.Flags => "its flags immutable or append-only (chattr) cannot be expressed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Message? FindNbd(Problem problem) => problem switch
    {
        NbdNotConnected(var address, var cause) => new Message($"cannot connect to {address}: {CauseText.Of(cause)}", "Check with nbdinfo that the server is running."),
        NbdServerSilent(var address) => new Message($"cannot connect to {address}: the server does not answer", "Check with nbdinfo that the server is running."),
        NbdAddressInvalid(var address) => new Message($"invalid NBD address '{address}'", "Write nbd://host:port/name or nbd+unix:///name?socket=PATH; TLS is not supported."),
        NbdExportMissing(var address, var export) => new Message($"cannot open {address}: the server has no export '{export}'", "List the exports with nbdinfo -L."),
        NbdNeedsTls(var address) => new Message($"cannot open {address}: the server requires TLS, which is not supported", "Connect through a Unix socket or a tunnel."),
        NbdServerTooOld(var address) => new Message($"cannot open {address}: the server does not support NBD_OPT_GO", "Serve the export with qemu-nbd."),
        NbdExportRefused(var address, var reason, var code) => new Message($"cannot open {address}: the server refused the export: {(reason.Length == 0 ? "" : reason.TrimEnd('.') + " ")}(0x{code:x})", "Check with nbdinfo what the server offers."),
        NbdProtocolViolated(var address, var violation) => new Message(
            $"cannot open {address}: " + violation switch
            {
                NbdViolation.Greeting => "the server does not greet like an NBD server",
                NbdViolation.Size => "the server claims an impossible size",
                NbdViolation.UnexpectedReply => "the server sent a reply that was not asked for",
                _ => "the server sent a malformed reply",
            },
            "Check with nbdinfo what the server offers."),
        _ => null,
    };
}
