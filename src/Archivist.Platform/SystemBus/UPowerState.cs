using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>What UPower says (its D-Bus API, org.freedesktop.UPower). Without a system bus or UPower the machine runs on mains.</summary>
/// <param name="clock">Measures how long an answer is waited for.</param>
/// <param name="bus">The address of the bus; null for the system's, or the one that DBUS_SYSTEM_BUS_ADDRESS names.</param>
public sealed class UPowerState(TimeProvider clock, string? bus = null) : IPowerState
{
    private readonly BusProperty _daemon = new(clock, bus, "org.freedesktop.UPower", "/org/freedesktop/UPower");

    /// <inheritdoc/>
    public async Task<bool> IsOnBatteryAsync(CancellationToken cancellationToken) =>
        await _daemon.ReadAsync("OnBattery", cancellationToken) is { Type: VariantValueType.Bool } value && value.GetBool();
}
