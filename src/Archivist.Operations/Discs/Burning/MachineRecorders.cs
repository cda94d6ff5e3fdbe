using Archivist.Discs.Burning;
using Archivist.Discs.Burning.Imapi;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Platform.Files;

namespace Archivist.Operations.Discs.Burning;

/// <summary>The drives and disks of this machine. Thread-safe.</summary>
public sealed class MachineRecorders : IRecorders
{
    /// <inheritdoc/>
    public IDiscRecorder Open(string device, bool mayBeBuiltIn, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows() && device.Length is 2 or 3 && char.IsAsciiLetter(device[0]) && device[1] == ':')
            return ImapiRecorder.Open(device, clock);
        if (!DevicePath.IsDevice(device) && OutputPath.Require(device, mayReplace: true) is not OutputKind.Disk)
            return new FileRecorder(device);
        var name = Path.GetFileName(FileLookup.FindLink(device) is { Kind: FileKind.Link } ? File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName ?? device : device);
        return name.StartsWith("sr", StringComparison.Ordinal)
            ? new LibburnRecorder(device, clock)
            : new DiskRecorder(device) { MayBeBuiltIn = mayBeBuiltIn };
    }
}
