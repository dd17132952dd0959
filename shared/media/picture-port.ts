/** No call has this id: what the camera sees, for the settings page. */
export const cameraPreviewId = 'camera-preview';

/** What the preloads put on the message that carries the port. */
export const picturePortMark = 'guardline:pictures';
