using Archivist.Platform.Blocks;

namespace Archivist.Messages.German;

/// <summary>What uses a device, in German.</summary>
internal static class DeviceUseText
{
    /// <summary>A clause.</summary>
    internal static string Of(DeviceUse use) => use switch
    {
        DeviceUse.RunningSystem(var part) => $"Auf {part} liegt das laufende System",
        DeviceUse.Mounted(var part, null) => $"{part} ist eingehängt",
        DeviceUse.Mounted(var part, var point) => $"{part} ist in {point} eingehängt",
        DeviceUse.Swap(var part) => $"{part} dient als Auslagerungsspeicher",
        DeviceUse.PartOf(var part, var holder) => $"{part} ist Teil von {holder}",
        DeviceUse.SwapFile => "Sie dient als Auslagerungsspeicher",
        DeviceUse.Loop(var inner) => $"Sie ist ein Datenträger des laufenden Systems: {Of(inner)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
