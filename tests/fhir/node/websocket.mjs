// Medplum's core names WebSocket while it is loaded; Node has one from version 22 on. Nothing here opens one.
globalThis.WebSocket ??= class WebSocket {};
