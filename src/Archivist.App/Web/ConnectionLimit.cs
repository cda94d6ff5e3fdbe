using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Archivist.App.Web;

/// <summary>Closes connections beyond a number from one address, so that one client cannot take all there are. Thread-safe.</summary>
internal sealed class ConnectionLimit
{
    /// <summary>A client of restic opens five, and some people are many behind one address.</summary>
    internal const int MostOfOneAddress = 100;

    private readonly ConcurrentDictionary<string, int> _open = [];

    /// <summary>Passes a connection on, or closes it.</summary>
    internal ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var address = ClientAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        try
        {
            if (_open.AddOrUpdate(address, 1, (_, count) => count + 1) <= MostOfOneAddress)
                await next(connection);
            else
                connection.Abort();
        }
        finally
        {
            if (_open.AddOrUpdate(address, 0, (_, count) => count - 1) == 0)
                _open.TryRemove(new KeyValuePair<string, int>(address, 0));
        }
    };
}
