using Archivist.Platform.Blocks;

namespace Archivist.Messages.English;

/// <summary>What uses a device, in English.</summary>
internal static class DeviceUseText
{
    /// <summary>A clause; of a file a predicate, to be put behind its path.</summary>
    internal static string Of(DeviceUse use) => use switch
    {
        DeviceUse.RunningSystem(var part) => $"{part} holds the running system",
        DeviceUse.Mounted(var part, null) => $"{part} is mounted",
        DeviceUse.Mounted(var part, var point) => $"{part} is mounted at {point}",
        DeviceUse.Swap(var part) => $"{part} is used for swapping",
        DeviceUse.PartOf(var part, var holder) => $"{part} is part of {holder}",
        DeviceUse.SwapFile => "is used for swapping",
        DeviceUse.Loop(var inner) => $"is a disk of the running system: {Of(inner)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
