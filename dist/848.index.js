export const id = 848;
export const ids = [848];
export const modules = {

/***/ 3848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   "default": () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/** Stands in the bundle for the package `open`, which starts a browser for a login that a job never makes. */
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = (() => {
  throw new Error('A job has no browser.');
});


/***/ })

};
